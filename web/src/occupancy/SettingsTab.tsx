// SPDX-License-Identifier: Apache-2.0
import { Group, Stack, Text } from "@mantine/core";
import { SchemaSetting } from "../forms/SchemaFields";
import type { SettingsForm } from "../forms/useSettingsForm";
import { useI18n } from "../i18n/I18n";
import { TabReset } from "./TabReset";
import { keysOf } from "./tabs";

export function SettingsTab({ form, tab }: { form: SettingsForm; tab: "http" | "mqtt" | "detail" }) {
  const { t } = useI18n();
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t(`occupancy.${tab}Text`)}
      </Text>
      {keysOf(tab, form.schema).map((key) => (
        <SchemaSetting key={key} form={form} path={[key]} />
      ))}
      <Group justify="flex-end">
        <TabReset form={form} tab={tab} />
      </Group>
    </Stack>
  );
}
