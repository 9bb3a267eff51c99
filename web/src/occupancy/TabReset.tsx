// SPDX-License-Identifier: Apache-2.0
import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useAction } from "../api/useAction";
import { membersOf } from "../forms/schema";
import type { SettingsForm } from "../forms/useSettingsForm";
import { useI18n } from "../i18n/I18n";
import { Confirm } from "../ui/Confirm";
import { reset } from "./reset";
import { keysOf, type Tab } from "./tabs";
import { isUnset, nameOf, zonesOf } from "./zonesDraft";

/** Back to the defaults: one tab, or all of them after a question (OCC-21). */
export function TabReset({ form, tab }: { form: SettingsForm; tab: Tab }) {
  const { t } = useI18n();
  const [asking, setAsking] = useState(false);
  const all = useAction(() => {
    reset(form, membersOf(form.schema).map(([key]) => key));
    return Promise.resolve();
  });
  const count = (...keys: string[]) => keys.map((key) => form.draft[key]).flatMap((list) => (Array.isArray(list) ? list : [])).length;
  const areas = zonesOf(form.draft).filter((zone) => !isUnset(zone)).map(nameOf);
  const button = { variant: "subtle", color: "gray", size: "compact-xs", fw: 500, disabled: form.readOnly } as const;
  return (
    <Group gap={4} justify="flex-end">
      <Button {...button} onClick={() => reset(form, keysOf(tab, form.schema))}>
        {t("form.resetTab")}
      </Button>
      <Button {...button} onClick={() => setAsking(true)}>
        {t("occupancy.resetAll")}
      </Button>
      <Confirm
        opened={asking}
        title={t("occupancy.resetAllTitle")}
        text={t("occupancy.resetAllText", {
          areas: areas.length === 0 ? "–" : areas.join(", "),
          http: count("http"),
          alarm: count("tcp_alarm", "http_alarm"),
        })}
        verb={t("occupancy.resetAll")}
        action={all}
        onClose={() => setAsking(false)}
      />
    </Group>
  );
}
