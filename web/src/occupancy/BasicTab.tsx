// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Stack } from "@mantine/core";
import { SchemaField } from "../forms/SchemaField";
import type { SettingsForm } from "../forms/useSettingsForm";
import { useI18n } from "../i18n/I18n";
import { Icon } from "../ui/Icon";
import type { ZoneEditorHandle } from "../zones/useZoneEditor";
import { TabReset } from "./TabReset";
import { UnsetZone } from "./UnsetZone";
import { ZoneCard } from "./ZoneCard";
import { isUnset, kMostZones, nameOf, withNewZone, withoutZone, zonesOf } from "./zonesDraft";

export function BasicTab({ form, editor }: { form: SettingsForm; editor: ZoneEditorHandle }) {
  const { t } = useI18n();
  const zones = zonesOf(form.draft);

  const set = zones.filter((zone) => !isUnset(zone)).length;
  const next = zones.findIndex(isUnset);

  const add = (place: number) => {
    form.set(["zones"], withNewZone(form.draft, form.schema, t("occupancy.areaWord"), place));
    editor.dispatch({ kind: "activate", shape: place });
  };
  const remove = (place: number) => {
    const left = withoutZone(form.draft, form.schema, place);
    form.set(["zones"], left);
    editor.dispatch({ kind: "activate", shape: Math.max(0, left.findIndex((zone) => !isUnset(zone))) });
  };

  return (
    <Stack gap="md">
      <SchemaField form={form} path={["object"]} />
      {zones.map((zone, index) =>
        isUnset(zone) ? (
          <UnsetZone key={index} index={index} disabled={form.readOnly} onAdd={() => add(index)} />
        ) : (
          <ZoneCard
            key={index}
            form={form}
            index={index}
            name={nameOf(zone)}
            active={editor.state.active === index}
            onActivate={() => {
              if (editor.state.active !== index) editor.dispatch({ kind: "activate", shape: index });
            }}
            onRemove={() => remove(index)}
          />
        ),
      )}
      <Group justify="space-between" align="flex-start">
        <Button
          variant="default"
          disabled={form.readOnly || set >= kMostZones}
          leftSection={<Icon name="plus" size={16} />}
          onClick={() => add(next < 0 ? zones.length : next)}
        >
          {t("occupancy.addArea", { count: set, most: kMostZones })}
        </Button>
        <TabReset form={form} tab="basic" />
      </Group>
    </Stack>
  );
}
