// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Stack, Switch, Table, Text } from "@mantine/core";
import type { Camera } from "../api/types";
import type { SettingsForm } from "../forms/useSettingsForm";
import { useI18n } from "../i18n/I18n";
import type { CameraFeed } from "../live/feed";
import { ZonePanel } from "../live/ZonePanel";
import { Icon } from "../ui/Icon";
import { ThresholdSliders } from "./ThresholdSliders";
import type { Scores } from "./useScores";

interface Properties {
  camera: Camera;
  feed: CameraFeed;
  form: SettingsForm;
  scores: Scores;
  /** The panel is part of the window that the button would open. */
  inWindow?: boolean;
}

export function DemoPanel({ camera, feed, form, scores, inWindow = false }: Properties) {
  const { t } = useI18n();
  const occupancy = feed.frame?.header.apps.occupancy;
  const measured = scores.kinds.some((kind) => scores.measured[kind] !== undefined);
  return (
    <Stack gap="sm">
      {!inWindow && (
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <Text size="sm" c="dimmed">
            {t("occupancy.demoText")}
          </Text>
          <Button
            component="a"
            href={`/cameras/${camera.id}/demo`}
            target="_blank"
            rel="noopener"
            variant="default"
            style={{ flex: "none" }}
            leftSection={<Icon name="window" size={16} />}
          >
            {t("occupancy.openWindow")}
          </Button>
        </Group>
      )}
      <Switch
        label={t("occupancy.displayScore")}
        description={t("occupancy.displayScoreText")}
        checked={scores.display}
        onChange={(event) => scores.setDisplay(event.currentTarget.checked)}
      />
      <Switch
        label={t("occupancy.measureScore")}
        description={scores.display ? t("occupancy.measureScoreText") : t("occupancy.measureNeedsDisplay")}
        disabled={!scores.display}
        checked={scores.measuring}
        onChange={(event) => scores.setMeasuring(event.currentTarget.checked)}
      />
      {measured && (
        <Table withTableBorder>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("occupancy.score")}</Table.Th>
              <Table.Th>MAX</Table.Th>
              <Table.Th>MIN</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {scores.kinds.map((kind) => (
              <Table.Tr key={kind}>
                <Table.Th scope="row">{t(`settings.occupancy.thresholds.${kind}`)}</Table.Th>
                <Table.Td>{scores.measured[kind]?.most ?? "–"}</Table.Td>
                <Table.Td>{scores.measured[kind]?.least ?? "–"}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {!form.readOnly && <ThresholdSliders form={form} scores={scores} />}
      {occupancy === undefined ? (
        <Text size="sm">{t("occupancy.nothingYet")}</Text>
      ) : (
        <ZonePanel occupancy={occupancy} />
      )}
    </Stack>
  );
}
