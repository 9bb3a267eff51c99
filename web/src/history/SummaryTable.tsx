// SPDX-License-Identifier: Apache-2.0
import { Table } from "@mantine/core";
import { useI18n } from "../i18n/I18n";
import { formatDuration, formatNumber } from "../i18n/format";
import { summaryOf } from "./figures";
import type { ZoneSeries } from "./types";
import { useZoneName } from "./useZoneName";

export function SummaryTable({ zones }: { zones: readonly ZoneSeries[] }) {
  const { t, language } = useI18n();
  const zoneName = useZoneName();
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("history.area")}</Table.Th>
            <Table.Th>{t("history.mean")}</Table.Th>
            <Table.Th>{t("history.maximum")}</Table.Th>
            <Table.Th>{t("history.alarms")}</Table.Th>
            <Table.Th>{t("history.observed")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {zones.map((zone) => {
            const summary = summaryOf(zone);
            return (
              <Table.Tr key={`${zone.area} ${zone.name}`}>
                <Table.Td>{zoneName(zone)}</Table.Td>
                <Table.Td>{summary.mean === null ? "–" : formatNumber(summary.mean, language)}</Table.Td>
                <Table.Td>{summary.maximum ?? "–"}</Table.Td>
                <Table.Td>{zone.area === 0 ? "–" : summary.alarms}</Table.Td>
                <Table.Td>{formatDuration(summary.seconds, language)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
