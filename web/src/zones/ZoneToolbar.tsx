// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Group, SegmentedControl, Text, Tooltip } from "@mantine/core";
import { useI18n } from "../i18n/I18n";
import { Icon, type IconName } from "../ui/Icon";
import { activeShape, type Tool } from "./editor";
import { kMostVertices } from "./geometry";
import type { ZoneEditorHandle } from "./useZoneEditor";

export function ZoneToolbar({ editor }: { editor: ZoneEditorHandle }) {
  const { state, dispatch } = editor;
  const { t } = useI18n();
  const drawing = state.line.length > 0;
  const points = drawing ? state.line.length : activeShape(state).length;
  const tool = (value: Tool, icon: IconName, text: string) => ({
    value,
    label: (
      <Group gap={6} wrap="nowrap">
        <Icon name={icon} size={16} />
        {text}
      </Group>
    ),
  });
  return (
    <Group gap="sm" mih={36}>
      <SegmentedControl
        size="xs"
        aria-label={t("zones.tool")}
        value={state.tool}
        data={[tool("polygon", "polygon", t("zones.polygon")), tool("select", "pointer", t("zones.select"))]}
        onChange={(value) => dispatch({ kind: "tool", tool: value })}
      />
      <Tooltip label={t("zones.undoPoint")}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t("zones.undoPoint")}
          disabled={!drawing}
          onClick={() => dispatch({ kind: "undo" })}
        >
          <Icon name="undo" size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={state.vertex === null ? t("zones.removeArea") : t("zones.removePoint")}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={state.vertex === null ? t("zones.removeArea") : t("zones.removePoint")}
          disabled={points === 0}
          onClick={() => dispatch({ kind: "remove" })}
        >
          <Icon name="bin" size={16} />
        </ActionIcon>
      </Tooltip>
      <Text size="xs" c={points >= kMostVertices ? "var(--oc-warn)" : "dimmed"} data-testid="points">
        {t("zones.points", { count: points, most: kMostVertices })}
      </Text>
    </Group>
  );
}
