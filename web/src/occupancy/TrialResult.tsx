// SPDX-License-Identifier: Apache-2.0
import { SimpleGrid, Table, Text } from "@mantine/core";
import type { Trial, TrialAlarm, TrialVariant } from "../api/types";
import { useI18n } from "../i18n/I18n";
import { formatNumber } from "../i18n/format";

/** What came under each of the settings, side by side. */
export function TrialResult({ trial }: { trial: Trial }) {
  const { t } = useI18n();
  const { today, changed } = trial.variants;
  const sides = [
    ...(today === undefined ? [] : ([["today", today]] as const)),
    ...(changed === undefined ? [] : ([["changed", changed]] as const)),
  ];
  return (
    <SimpleGrid cols={{ base: 1, sm: sides.length }} spacing="md">
      {sides.map(([name, variant]) => (
        <section key={name} aria-label={t(`trial.${name}`)}>
          <Text fw={600} mb={4}>
            {t(`trial.${name}`)}
          </Text>
          <Side variant={variant} />
        </section>
      ))}
    </SimpleGrid>
  );
}

function Side({ variant }: { variant: TrialVariant }) {
  const { t } = useI18n();
  const starts = variant.alarms.filter((alarm) => alarm.type === "alarm" && alarm.state === "start").length;
  return (
    <>
      <Text size="sm">{t("trial.alarms", { count: starts })}</Text>
      {Object.entries(variant.counts).map(([zone, { lowest, highest }]) => (
        <Text key={zone} size="sm" c="dimmed">
          {t("trial.range", { zone, lowest, highest })}
        </Text>
      ))}
      {variant.alarms.length > 0 && (
        <Table mt="xs" withRowBorders={false} verticalSpacing={2} horizontalSpacing={4} fz="sm">
          <Table.Thead className="only-for-readers">
            <Table.Tr>
              <Table.Th>{t("trial.time")}</Table.Th>
              <Table.Th>{t("trial.what")}</Table.Th>
              <Table.Th>{t("trial.count")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {variant.alarms.map((alarm, index) => (
              <Row key={index} alarm={alarm} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {variant.not_listed > 0 && <Text size="sm">{t("trial.notListed", { count: variant.not_listed })}</Text>}
    </>
  );
}

function Row({ alarm }: { alarm: TrialAlarm }) {
  const { t, language } = useI18n();
  const words: Partial<Record<string, string>> = {
    alarm: alarm.state === "start" ? t("alarms.start") : t("alarms.repeat"),
    alarm_end: t("alarms.end"),
    under_occupancy: t("alarms.tooFew"),
    under_occupancy_end: t("alarms.tooFewEnd"),
  };
  const begins = alarm.type === "alarm" && alarm.state === "start";
  return (
    <Table.Tr>
      <Table.Td style={{ whiteSpace: "nowrap" }}>{formatNumber(alarm.time, language)} s</Table.Td>
      <Table.Td>
        <Text span size="sm" fw={begins ? 600 : 400} c={begins ? "var(--mantine-color-error)" : undefined}>
          {words[alarm.type] ?? alarm.type}
        </Text>
        {` · ${alarm.name}`}
      </Table.Td>
      <Table.Td style={{ whiteSpace: "nowrap" }}>{alarm.count === undefined ? "" : `${alarm.count} / ${alarm.threshold ?? ""}`}</Table.Td>
    </Table.Tr>
  );
}
