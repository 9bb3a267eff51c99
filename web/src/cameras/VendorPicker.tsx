// SPDX-License-Identifier: Apache-2.0
import { Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import type { Vendor, VendorStream } from "../api/types";
import { useI18n } from "../i18n/I18n";
import type { CameraDraft } from "./cameraDraft";
import { shownPath, withStream } from "./source";
import styles from "./VendorPicker.module.css";

interface Properties {
  vendors: readonly Vendor[];
  /** Id of the maker; empty: not known. */
  vendor: string;
  onVendor: (vendor: string) => void;
  draft: CameraDraft;
  onChange: (draft: CameraDraft) => void;
  disabled: boolean;
}

/** The camera's maker: its addresses to choose from, and what to set on the camera (RELAY-80 to 84). */
export function VendorPicker({ vendors, vendor, onVendor, draft, onChange, disabled }: Properties) {
  const { t } = useI18n();
  const chosen = vendors.find((one) => one.id === vendor);
  const several = draft.sensors > 1 || draft.unit !== "";
  const pathFor = (stream: VendorStream) => shownPath(several ? stream.sensor_path : stream.path);
  const streams = chosen?.streams.filter(
    (stream, index, all) => all.findIndex((one) => one.kind === stream.kind && pathFor(one) === pathFor(stream)) === index,
  );
  const picked = chosen?.streams.find((stream) => pathFor(stream) === draft.source.path);
  return (
    <Stack gap="xs">
      <NativeSelect
        disabled={disabled}
        label={t("find.vendor")}
        description={t("find.vendorHelp")}
        value={vendor}
        data={[{ value: "", label: t("find.anyVendor") }, ...vendors.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(event) => onVendor(event.currentTarget.value)}
      />
      {chosen !== undefined && (
        <>
          {chosen.advice !== "" && (
            <Text size="sm" data-testid="advice">
              {t("find.onTheCamera")} {chosen.advice}
            </Text>
          )}
          <Group gap="xs" role="group" aria-label={t("find.streams")}>
            {streams?.map((stream) => {
              const path = pathFor(stream);
              const pressed = draft.source.path === path;
              return (
                <Button
                  key={`${stream.kind} ${path}`}
                  className={styles.stream ?? ""}
                  variant={pressed ? "light" : "default"}
                  size="compact-sm"
                  aria-pressed={pressed}
                  disabled={disabled}
                  title={path}
                  onClick={() =>
                    onChange({
                      ...draft,
                      source: withStream(draft.source, stream, several),
                      mode: stream.kind === "jpeg" ? "jpeg" : "mjpeg",
                    })
                  }
                >
                  <b>{stream.kind.toUpperCase()}</b>&nbsp;<span className={styles.path}>{path}</span>
                </Button>
              );
            })}
          </Group>
          {several && picked !== undefined && picked.path !== "" && picked.sensor_note !== "" && (
            <Text size="sm" c="dimmed" data-testid="sensor-note">
              {t("find.sensorNote")}
            </Text>
          )}
        </>
      )}
    </Stack>
  );
}
