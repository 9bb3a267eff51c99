// SPDX-License-Identifier: Apache-2.0
import { Alert, Collapse, Grid, NativeSelect, NumberInput, PasswordInput, Stack, Switch, Text, TextInput, UnstyledButton } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { FieldError } from "../api/error";
import type { CameraSettings } from "../api/types";
import { useI18n } from "../i18n/I18n";
import type { CameraDraft } from "./cameraDraft";
import { idFrom, isProtocol, kProtocols, namesSensor, plainPath, spread } from "./source";

interface Properties {
  draft: CameraDraft;
  isNew: boolean;
  readOnly: boolean;
  errors: readonly FieldError[];
  onChange: (draft: CameraDraft) => void;
  /** What stands between the address and the path. */
  children?: ReactNode;
}

/** What stands under More settings. */
const kMore = ["channel", "unit", "tls_pin", "analysis_fps", "mac", "listen"];

export function SourceFields({ draft, isNew, readOnly, errors, onChange, children }: Properties) {
  const { t } = useI18n();
  const [more, setMore] = useState(false);
  const [ownId, setOwnId] = useState(false);
  const { source } = draft;
  const set = (part: Partial<CameraDraft>) => onChange({ ...draft, ...part });
  const setSource = (part: Partial<CameraDraft["source"]>) => set({ source: { ...source, ...part } });
  const errorOf = (path: string) => {
    const error = errors.find((one) => one.path === path || one.path.endsWith(`/${path}`));
    return error === undefined ? undefined : [error.message, error.remedy].filter(Boolean).join(" — ");
  };
  const common = { disabled: readOnly };
  // What the server refuses must be seen.
  const open = more || kMore.some((path) => errorOf(path) !== undefined);
  const file = source.protocol === "file";
  const encrypted = source.protocol === "https" || source.protocol === "rtsps";

  return (
    <Stack gap="sm">
      <TextInput
        {...common}
        label={t("source.name")}
        placeholder={t("source.nameHint")}
        required
        error={errorOf("name")}
        value={draft.name}
        onChange={(event) => {
          const name = event.currentTarget.value;
          set(isNew && !ownId ? { name, id: idFrom(name) } : { name });
        }}
      />
      {isNew && (
        <TextInput
          label={t("source.id")}
          description={t("source.idHelp")}
          required
          error={errorOf("id")}
          value={draft.id}
          onChange={(event) => {
            setOwnId(true);
            set({ id: event.currentTarget.value });
          }}
        />
      )}
      <Grid gap="sm">
        <Grid.Col span={{ base: 12, xs: 4 }}>
          <NativeSelect
            {...common}
            label={t("source.protocol")}
            value={source.protocol}
            data={kProtocols.map((value) => ({ value, label: value === "file" ? t("source.file") : value.toUpperCase() }))}
            onChange={(event) => {
              const value = event.currentTarget.value;
              if (isProtocol(value)) setSource({ protocol: value });
            }}
          />
        </Grid.Col>
        {!file && (
          <>
            <Grid.Col span={{ base: 8, xs: 5 }}>
              <TextInput
                {...common}
                label={t("source.address")}
                placeholder="192.168.0.198"
                required
                error={errorOf("source")}
                value={source.address}
                onChange={(event) => set({ source: spread(source, event.currentTarget.value) })}
              />
            </Grid.Col>
            <Grid.Col span={{ base: 4, xs: 3 }}>
              <TextInput
                {...common}
                label={t("source.port")}
                inputMode="numeric"
                placeholder={encrypted ? "443" : source.protocol === "rtsp" ? "554" : "80"}
                value={source.port}
                onChange={(event) => setSource({ port: event.currentTarget.value.replace(/\D/g, "") })}
              />
            </Grid.Col>
          </>
        )}
      </Grid>
      {children}
      <TextInput
        {...common}
        label={file ? t("source.filePath") : t("source.path")}
        description={file ? t("source.filePathHelp") : t("source.pathHelp")}
        placeholder={file ? "/srv/clips/hall.mp4" : "cgi-bin/mjpeg?stream=1&frame=5"}
        error={file ? errorOf("source") : undefined}
        value={source.path}
        onChange={(event) => setSource({ path: event.currentTarget.value })}
        onBlur={() => {
          // RELAY-25: typed with a leading slash all the same.
          if (!file && plainPath(source) !== source.path) setSource({ path: plainPath(source) });
        }}
      />
      {isNew && draft.sensors > 1 && !file && source.path.trim() !== "" && !namesSensor(source.path) && (
        <Alert variant="light" color="yellow" data-testid="same-picture">
          {t("source.samePicture", { channel: "{channel}", channel0: "{channel0}" })}
        </Alert>
      )}
      {!file && (
        <Grid gap="sm">
          <Grid.Col span={6}>
            <TextInput
              {...common}
              label={t("source.username")}
              autoComplete="off"
              error={errorOf("username")}
              value={draft.username}
              onChange={(event) => set({ username: event.currentTarget.value })}
            />
          </Grid.Col>
          <Grid.Col span={6}>
            <PasswordInput
              {...common}
              label={t("source.password")}
              autoComplete="new-password"
              placeholder={draft.password === "***" ? t("form.secretKept") : undefined}
              error={errorOf("password")}
              value={draft.password === "***" ? "" : draft.password}
              onChange={(event) => set({ password: event.currentTarget.value })}
            />
          </Grid.Col>
        </Grid>
      )}
      <UnstyledButton onClick={() => setMore(!open)} aria-expanded={open}>
        <Text size="sm" c="dimmed" td="underline">
          {t(open ? "source.less" : "source.more")}
        </Text>
      </UnstyledButton>
      <Collapse expanded={open}>
        <Grid gap="sm">
          <Grid.Col span={6}>
            <NativeSelect
              {...common}
              label={t("source.mode")}
              value={draft.mode}
              data={[
                { value: "mjpeg", label: t("source.mjpeg") },
                { value: "jpeg", label: t("source.jpeg") },
              ]}
              onChange={(event) => set({ mode: event.currentTarget.value as CameraSettings["mode"] })}
            />
          </Grid.Col>
          <Grid.Col span={6}>
            <NativeSelect
              {...common}
              label={t("source.channel")}
              description={draft.unit === "" ? t("source.channelHelp") : t("source.channelOf", { unit: draft.unit })}
              disabled={readOnly || draft.sensors > 1}
              error={errorOf("channel")}
              value={String(draft.channel)}
              data={["1", "2", "3", "4"]}
              onChange={(event) => set({ channel: Number(event.currentTarget.value) })}
            />
          </Grid.Col>
          {isNew ? (
            <Grid.Col span={6}>
              <NativeSelect
                label={t("source.sensors")}
                description={t("source.sensorsHelp")}
                value={String(draft.sensors)}
                data={["1", "2", "3", "4"]}
                onChange={(event) => set({ sensors: Number(event.currentTarget.value) })}
              />
            </Grid.Col>
          ) : (
            <Grid.Col span={6}>
              <TextInput
                {...common}
                label={t("source.unit")}
                description={t("source.unitHelp")}
                error={errorOf("unit")}
                value={draft.unit}
                onChange={(event) => set({ unit: event.currentTarget.value.trim() })}
              />
            </Grid.Col>
          )}
          <Grid.Col span={6}>
            <NativeSelect
              {...common}
              label={t("source.tls")}
              value={draft.tls}
              data={(["verify", "pin", "accept", "legacy"] as const).map((value) => ({ value, label: t(`source.${value}`) }))}
              onChange={(event) => set({ tls: event.currentTarget.value as CameraSettings["tls"] })}
            />
          </Grid.Col>
          {draft.tls === "pin" && (
            <Grid.Col span={12}>
              <TextInput
                {...common}
                label={t("source.tlsPin")}
                description={t("source.tlsPinHelp")}
                error={errorOf("tls_pin")}
                value={draft.tls_pin}
                onChange={(event) => set({ tls_pin: event.currentTarget.value })}
              />
            </Grid.Col>
          )}
          <Grid.Col span={6}>
            <NumberInput
              {...common}
              label={t("source.analysisFps")}
              clampBehavior="none"
              error={errorOf("analysis_fps")}
              value={draft.analysis_fps}
              onChange={(value) => set({ analysis_fps: Number(value) })}
            />
          </Grid.Col>
          <Grid.Col span={12}>
            <TextInput
              {...common}
              label={t("source.mac")}
              description={t("source.macHelp")}
              placeholder="aabbccddeeff"
              error={errorOf("mac")}
              value={draft.mac}
              onChange={(event) => set({ mac: event.currentTarget.value })}
            />
          </Grid.Col>
          {draft.sensors === 1 && (
            <Grid.Col span={12}>
              <TextInput
                {...common}
                label={t("source.listen")}
                description={t("source.listenHelp")}
                placeholder="0.0.0.0:8081"
                error={errorOf("listen")}
                value={draft.listen}
                onChange={(event) => set({ listen: event.currentTarget.value })}
              />
            </Grid.Col>
          )}
          <Grid.Col span={12}>
            <Switch
              {...common}
              label={t("source.motionGate")}
              description={t("source.motionGateHelp")}
              checked={draft.motion_gate}
              onChange={(event) => set({ motion_gate: event.currentTarget.checked })}
            />
          </Grid.Col>
        </Grid>
      </Collapse>
    </Stack>
  );
}
