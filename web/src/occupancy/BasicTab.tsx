// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Stack } from "@mantine/core";
import { SchemaField } from "../forms/SchemaField";
import type { SettingsForm } from "../forms/useSettingsForm";
import { useI18n } from "../i18n/I18n";
import { Icon } from "../ui/Icon";
import { startEditor } from "../zones/editor";
import type { ZoneEditorHandle } from "../zones/useZoneEditor";
import { TabReset } from "./TabReset";
import { ZoneCard } from "./ZoneCard";
import { kMostZones, nameOf, newZone, zonesOf } from "./zonesDraft";

export function BasicTab({ form, editor }: { form: SettingsForm; editor: ZoneEditorHandle }) {
  const { t } = useI18n();
  const zones = zonesOf(form.draft);

  const add = () => {
    form.set(["zones"], [...zones, newZone(form.draft, form.schema, t("occupancy.areaWord"))]);
    editor.dispatch({ kind: "activate", shape: zones.length });
  };
  const remove = (index: number) => {
    form.set(["zones"], zones.toSpliced(index, 1));
    editor.dispatch({ kind: "activate", shape: startEditor([]).active });
  };

  return (
    <Stack gap="md">
      <SchemaField form={form} path={["object"]} />
      {zones.map((zone, index) => (
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
      ))}
      <Group justify="space-between">
        <Button
          variant="default"
          disabled={form.readOnly || zones.length >= kMostZones}
          leftSection={<Icon name="plus" size={16} />}
          onClick={add}
        >
          {t("occupancy.addArea", { count: zones.length, most: kMostZones })}
        </Button>
        <TabReset form={form} tab="basic" />
      </Group>
    </Stack>
  );
}
