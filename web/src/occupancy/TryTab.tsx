// SPDX-License-Identifier: Apache-2.0
import { Alert, Button, FileButton, Group, NativeSelect, Progress, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { asApiError } from "../api/error";
import type { Clip, Trial } from "../api/types";
import { useAction } from "../api/useAction";
import { useResource } from "../api/useResource";
import type { SettingsForm } from "../forms/useSettingsForm";
import { useI18n } from "../i18n/I18n";
import { mayAct } from "../session/roles";
import { useSession } from "../session/useSession";
import { ErrorNote } from "../ui/ErrorNote";
import { TrialResult } from "./TrialResult";
import { settingsOf } from "./zonesDraft";
import { sendClip } from "./upload";

interface Properties {
  form: SettingsForm;
  camera: string;
  /** Shows the tab of a setting that was refused. */
  onRefused: (path: string) => void;
}

/** Settings on a saved clip: which alarms would come today, and which with the changes that are not set yet. */
export function TryTab({ form, camera, onRefused }: Properties) {
  const { user } = useSession();
  const { t } = useI18n();
  if (!mayAct(user.role, "operator")) return <Text size="sm">{t("trial.operators")}</Text>;
  return <Bench form={form} camera={camera} onRefused={onRefused} />;
}

function Bench({ form, camera, onRefused }: Properties) {
  const { t } = useI18n();
  const { api } = useSession();
  const clips = useResource<Clip[]>("/clips");
  const [chosen, setChosen] = useState("");
  const [sent, setSent] = useState<number | null>(null);
  const [started, setStarted] = useState<string | null>(null);
  const base = `/cameras/${encodeURIComponent(camera)}/trials`;
  const clip = chosen !== "" ? chosen : (clips.data?.[0]?.name ?? "");

  const upload = useAction(async (file: File) => {
    setSent(0);
    try {
      setChosen(await sendClip(api, file, setSent));
      clips.reload();
    } finally {
      setSent(null);
    }
  });
  const begin = useAction(async () => {
    setStarted(null);
    try {
      const trial = await api.send<Trial>("POST", base, { clip, settings: settingsOf(form.draft) });
      setStarted(trial.id);
    } catch (reason) {
      const error = asApiError(reason);
      form.refuse(error.fields);
      const [first] = error.fields;
      if (first !== undefined) onRefused(first.path);
      throw error;
    }
  });
  const error = clips.error ?? upload.error ?? (begin.error?.fields.length === 0 ? begin.error : null);
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t("trial.text")}
      </Text>
      <Group align="flex-end" gap="sm">
        <NativeSelect
          label={t("trial.clip")}
          data={(clips.data ?? []).map(({ name }) => name)}
          value={clip}
          disabled={clips.data?.length === 0}
          onChange={(event) => setChosen(event.currentTarget.value)}
          style={{ flex: 1 }}
        />
        <FileButton onChange={(file) => file !== null && void upload.run(file)} accept="video/*,.avi,.mkv,.mp4" inputProps={{ "aria-label": t("trial.upload") }}>
          {(properties) => (
            <Button {...properties} variant="default" loading={upload.busy}>
              {t("trial.upload")}
            </Button>
          )}
        </FileButton>
        <Button disabled={clip === ""} loading={begin.busy} onClick={() => void begin.run()}>
          {t("trial.run")}
        </Button>
      </Group>
      {sent !== null && <Progress value={sent * 100} aria-label={t("trial.sending")} />}
      {clips.data?.length === 0 && sent === null && <Alert variant="light">{t("trial.noClip")}</Alert>}
      {error !== null && <ErrorNote error={error} />}
      {started !== null && <Run key={started} path={`${base}/${started}`} onEnded={() => setStarted(null)} />}
    </Stack>
  );
}

function Run({ path, onEnded }: { path: string; onEnded: () => void }) {
  const { t, language } = useI18n();
  const { api } = useSession();
  const [over, setOver] = useState(false);
  const trial = useResource<Trial>(path, over ? undefined : 1);
  const end = useAction(async () => {
    await api.send("DELETE", path);
    onEnded();
  });
  const running = trial.data?.state === "running";
  if (trial.data !== null && !running && !over) setOver(true);
  return (
    <Stack gap="sm" aria-live="polite">
      <ErrorNote error={trial.error ?? end.error} />
      {trial.data !== null && (
        <>
          <Group justify="space-between">
            <Text size="sm" role="status">
              {t(`trial.${trial.data.state}`, {
                seconds: Math.round(trial.data.seconds),
                pictures: trial.data.pictures.toLocaleString(language),
              })}
            </Text>
            {running && (
              <Button size="xs" variant="default" loading={end.busy} onClick={() => void end.run()}>
                {t("trial.end")}
              </Button>
            )}
          </Group>
          {trial.data.message !== "" && <Text size="sm">{trial.data.message}</Text>}
          {trial.data.state !== "failed" && <TrialResult trial={trial.data} />}
        </>
      )}
    </Stack>
  );
}
