// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Paper, Progress, Stack, Text } from "@mantine/core";
import type { Search, Vendor } from "../api/types";
import { useI18n } from "../i18n/I18n";
import { Finding } from "../ui/Finding";
import { Icon } from "../ui/Icon";
import styles from "./SearchPanel.module.css";

interface Properties {
  search: Search;
  vendors: readonly Vendor[];
  onStop: () => void;
}

/** How far a search is, and what answered what. */
export function SearchPanel({ search, vendors, onStop }: Properties) {
  const { t } = useI18n();
  const nameOf = (id: string) => vendors.find((vendor) => vendor.id === id)?.name ?? id;
  const { done, number, of, found, reason } = search;
  return (
    <Paper withBorder p="md" role="region" aria-label={t("find.result")} bg="var(--oc-surface)">
      <Stack gap="sm">
        {!done && (
          <Group wrap="nowrap">
            <div style={{ flex: 1 }}>
              <Text size="sm">{t("find.progress", { number, of })}</Text>
              <Progress value={of === 0 ? 0 : (number / of) * 100} aria-label={t("find.result")} />
            </div>
            <Button variant="default" size="compact-sm" onClick={onStop}>
              {t("find.stop")}
            </Button>
          </Group>
        )}
        {found !== null && <Finding level="good" message={t("find.found", { vendor: nameOf(found.vendor) })} remedy={t("find.foundNext")} />}
        {found !== null && found.sensor_note !== "" && <Finding level="warning" message={t("find.sensorUnknown")} remedy={t("find.sensorNote")} />}
        {reason !== null && <Finding level="bad" message={reason.message} remedy={reason.remedy} />}
        <ol className={styles.steps}>
          {search.steps.toReversed().map((step) => (
            <li key={step.url} data-picture={step.picture}>
              <Icon name={step.picture ? "check" : "warning"} size={14} />
              <div>
                <code>{step.url}</code>
                <Text size="xs" c="dimmed">
                  {nameOf(step.vendor)}: {step.answer}
                </Text>
              </div>
            </li>
          ))}
        </ol>
      </Stack>
    </Paper>
  );
}
