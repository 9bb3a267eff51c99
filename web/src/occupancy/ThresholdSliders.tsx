// SPDX-License-Identifier: Apache-2.0
import { Fieldset, Group, Slider, Stack, Text } from "@mantine/core";
import { labelOf } from "../forms/labels";
import type { Path } from "../forms/path";
import { schemaAt } from "../forms/schema";
import type { SettingsForm } from "../forms/useSettingsForm";
import { useI18n } from "../i18n/I18n";
import type { Scores } from "./useScores";
import { thresholdPath } from "./thresholds";

/** The thresholds of the chosen object, tried on the live picture while they are moved (OCC-81). */
export function ThresholdSliders({ form, scores }: { form: SettingsForm; scores: Scores }) {
  const i18n = useI18n();
  const paths = scores.kinds
    .map((kind) => thresholdPath(kind, form.draft, scores.colourless))
    .filter((path) => schemaAt(form.schema, path) !== null);
  const [group] = paths[0] ?? [];
  if (group === undefined) return null;
  const title = labelOf(i18n, form.name, ["thresholds"]);
  return (
    <Fieldset legend={group === "thresholds" ? title : `${title} · ${labelOf(i18n, form.name, [group])}`}>
      <Stack gap="sm">
        {paths.map((path) => (
          <ThresholdSlider key={path.join("/")} form={form} path={path} />
        ))}
        <Text size="xs" c="dimmed">
          {i18n.t("occupancy.slidersText")}
        </Text>
      </Stack>
    </Fieldset>
  );
}

function ThresholdSlider({ form, path }: { form: SettingsForm; path: Path }) {
  const i18n = useI18n();
  const schema = schemaAt(form.schema, path);
  const label = labelOf(i18n, form.name, path);
  const least = schema?.minimum ?? 1;
  const current = form.get(path);
  const value = typeof current === "number" ? current : least;
  const error = form.errorAt(path);
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" fw={500}>
          {label}
        </Text>
        <Text size="sm" c={form.isChanged(path) ? "var(--oc-warn)" : undefined} ff="monospace">
          {value}
        </Text>
      </Group>
      <Slider
        thumbLabel={label}
        label={null}
        min={least}
        max={schema?.maximum ?? 99}
        value={value}
        onChange={(next) => form.set(path, next)}
      />
      {error !== null && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert" mt={4}>
          {[error.message, error.remedy].filter(Boolean).join(" — ")}
        </Text>
      )}
    </div>
  );
}
