// SPDX-License-Identifier: Apache-2.0
import { Group, Paper, Progress, Stack, Text } from "@mantine/core";
import type { LiveOccupancy } from "../api/live";
import { useI18n } from "../i18n/I18n";
import { formatNumber } from "../i18n/format";
import { isUnsetArea } from "../zones/places";
import { zoneColor } from "./colors";
import styles from "./ZonePanel.module.css";

/** Each zone in figures: how many of how many, how long of how long, and whether it is in alarm. */
export function ZonePanel({ occupancy }: { occupancy: LiveOccupancy }) {
  const { t, language } = useI18n();
  return (
    <Stack gap="xs">
      {occupancy.crowded === true && (
        <Text size="sm" c="var(--oc-warn)" role="status">
          {t("live.crowded")}
        </Text>
      )}
      {occupancy.zones.map((zone, index) => isUnsetArea(zone, index) ? null : (
        <Paper key={index} className={styles.zone ?? ""} withBorder p="sm" data-alarm={zone.alarm} data-off={!zone.enabled}>
          <Group justify="space-between" wrap="nowrap">
            <Group gap={8} wrap="nowrap" miw={0}>
              <span className={styles.swatch} style={{ background: zoneColor(index) }} />
              <Text fw={600} size="sm" truncate>
                {zone.name}
              </Text>
            </Group>
            {zone.alarm || zone.under_occupancy === true ? (
              <strong className={styles.alarm}>{t(zone.alarm ? "live.alarm" : "live.tooFew")}</strong>
            ) : (
              <Text size="xs" c="dimmed">
                {zone.enabled ? t(`live.${zone.state}`) : t("live.off")}
              </Text>
            )}
          </Group>
          {zone.enabled && (
            <>
              <Group justify="space-between" align="baseline" mt={4}>
                <Text component="span" className={styles.count ?? ""} title={t("live.countHelp")}>
                  {zone.count ?? "–"}
                  <span className={styles.threshold}> / {zone.threshold}</span>
                </Text>
                <Text size="sm" c="dimmed">
                  {t("live.timer", { timer: formatNumber(zone.timer, language), time: formatNumber(zone.time, language) })}
                </Text>
              </Group>
              <Progress
                mt={6}
                size={4}
                transitionDuration={0}
                aria-label={t("live.timerName", { zone: zone.name })}
                color={zone.alarm ? "var(--oc-alarm)" : undefined}
                value={Math.min(100, (zone.timer / zone.time) * 100)}
              />
            </>
          )}
        </Paper>
      ))}
    </Stack>
  );
}
