// SPDX-License-Identifier: Apache-2.0
import { Table, Text } from "@mantine/core";
import type { SystemState } from "../api/types";
import { useI18n } from "../i18n/I18n";
import { reasonText } from "./reason";

export function Outbox({ rows }: { rows: SystemState["outbox"] }) {
  const { t, maybe, language } = useI18n();
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t("system.outboxEmpty")}
      </Text>
    );
  }
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("system.destination")}</Table.Th>
            <Table.Th>{t("system.pending")}</Table.Th>
            <Table.Th>{t("system.state")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.destination}>
              <Table.Td>{row.destination}</Table.Td>
              <Table.Td>{row.pending.toLocaleString(language)}</Table.Td>
              <Table.Td>
                {maybe(`system.outbox_${row.state}`) ?? row.state}
                {row.reason !== null && (
                  <Text size="xs" c="dimmed">
                    {reasonText(row.reason)}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
