// SPDX-License-Identifier: Apache-2.0
import { Text } from "@mantine/core";
import { useI18n } from "../i18n/I18n";
import { activeShape } from "./editor";
import type { ZoneEditorHandle } from "./useZoneEditor";

/** One line below the picture: what to do next, or why something was refused. */
export function ZoneHelp({ editor }: { editor: ZoneEditorHandle }) {
  const { state } = editor;
  const { t } = useI18n();
  const text =
    state.tool === "select"
      ? activeShape(state).length > 0
        ? t("zones.helpSelect")
        : t("zones.helpEmpty")
      : state.line.length === 0
        ? t("zones.helpStart")
        : t("zones.helpDraw");
  return (
    <div>
      <Text size="sm" fw={600} c="var(--oc-warn)" role="status" mih={20}>
        {state.refusal === null ? "" : t(`zones.${state.refusal}`)}
      </Text>
      <Text size="xs" c="dimmed" id="zone-help">
        {text}
      </Text>
    </div>
  );
}
