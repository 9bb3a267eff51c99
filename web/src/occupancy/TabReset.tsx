// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import type { SettingsForm } from "../forms/useSettingsForm";
import { useI18n } from "../i18n/I18n";
import { keysOf, type Tab } from "./tabs";

/** Back to the defaults; like any change, kept only by Set (OCC-21). */
export function TabReset({ form, tab }: { form: SettingsForm; tab: Tab }) {
  const { t } = useI18n();
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-xs"
      fw={500}
      disabled={form.readOnly}
      onClick={() => form.resetKeys(keysOf(tab, form.schema))}
    >
      {t("form.resetTab")}
    </Button>
  );
}
