// SPDX-License-Identifier: Apache-2.0
import { Anchor, Group, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import { SchemaSetting } from "../forms/SchemaFields";
import type { Path } from "../forms/path";
import type { SettingsForm } from "../forms/useSettingsForm";
import { useI18n } from "../i18n/I18n";
import { mayAct } from "../session/roles";
import { useSession } from "../session/useSession";
import { ReceiverTest } from "./ReceiverTest";
import { TabReset } from "./TabReset";
import { keysOf } from "./tabs";
import { TopicNote } from "./TopicNote";

interface Properties {
  form: SettingsForm;
  tab: "http" | "mqtt" | "alarm" | "detail";
  camera: string;
}

const kTestable = new Set(["http", "tcp_alarm", "http_alarm"]);

export function SettingsTab({ form, tab, camera }: Properties) {
  const { t } = useI18n();
  const { user } = useSession();
  const foot = (path: Path) => {
    const [kind = "", place, member] = path;
    if (path.join("/") === "mqtt/topic") return <TopicNote form={form} camera={camera} />;
    if (place === undefined || member !== undefined || !kTestable.has(kind)) return null;
    return <ReceiverTest key={`${kind} ${place}`} form={form} camera={camera} kind={kind} place={Number(place)} />;
  };
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t(`occupancy.${tab}Text`)}
      </Text>
      {tab === "mqtt" && mayAct(user.role, "admin") && (
        <Anchor component={Link} to="/system/broker" size="sm">
          {t("occupancy.toBroker")}
        </Anchor>
      )}
      {keysOf(tab, form.schema).map((key) => (
        <SchemaSetting key={key} form={form} path={[key]} foot={foot} />
      ))}
      <Group justify="flex-end">
        <TabReset form={form} tab={tab} />
      </Group>
    </Stack>
  );
}
