// SPDX-License-Identifier: Apache-2.0
import { Group, NativeSelect, Text, Title } from "@mantine/core";
import { type CSSProperties, useState } from "react";
import { useResource } from "../api/useResource";
import { useI18n } from "../i18n/I18n";
import { formatNumber } from "../i18n/format";
import { ErrorNote } from "../ui/ErrorNote";
import { Loading } from "../ui/Loading";
import styles from "./HeatMapTable.module.css";
import { daysBefore } from "./range";
import type { HeatMap } from "./types";
import { useZoneName } from "./useZoneName";

const kPeriods = [28, 91, 365, 731] as const;
const kMonday = Date.UTC(2024, 0, 1);

/** The mean of each hour of the week: when a place is full. */
export function HeatMapTable({ root, now }: { root: string; now: string }) {
  const { t, language } = useI18n();
  const zoneName = useZoneName();
  const [days, setDays] = useState<number>(kPeriods[0]);
  const [zone, setZone] = useState("");
  const map = useResource<HeatMap>(`${root}/heat-map?from=${daysBefore(now, days - 1)}&to=${now.slice(0, 10)}`);
  const zones = map.data?.zones ?? [];
  const shown = zones.find((one) => `${one.area} ${one.name}` === zone) ?? zones[0];
  const most = Math.max(0.01, ...(shown?.days.flatMap((day) => day.mean.map((mean) => mean ?? 0)) ?? []));
  const weekday = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  return (
    <>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h3">
          {t("history.heatMap")}
        </Title>
        <Group gap="xs">
          <NativeSelect
            aria-label={t("history.period")}
            value={days}
            data={kPeriods.map((value) => ({ value: `${value}`, label: t("history.lastDays", { days: value }) }))}
            onChange={(event) => setDays(Number(event.currentTarget.value))}
          />
          <NativeSelect
            aria-label={t("history.area")}
            value={shown === undefined ? "" : `${shown.area} ${shown.name}`}
            data={zones.map((one) => ({ value: `${one.area} ${one.name}`, label: zoneName(one) }))}
            onChange={(event) => setZone(event.currentTarget.value)}
          />
        </Group>
      </Group>
      <ErrorNote error={map.error} retry={map.reload} />
      {map.loading && <Loading height="12rem" />}
      {map.data !== null && shown === undefined && <Text c="dimmed">{t("history.noneTitle")}</Text>}
      {shown !== undefined && (
        <div className={styles.scroll}>
          <table className={styles.map}>
            <thead>
              <tr>
                <td />
                {Array.from({ length: 24 }, (_, hour) => (
                  <th key={hour} scope="col">
                    {hour % 3 === 0 ? hour : ""}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.days.map((day, i) => {
                const name = weekday.format(kMonday + i * 86_400_000);
                return (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    {day.mean.map((mean, hour) => {
                      const value = mean === null ? t("history.noData") : formatNumber(mean, language);
                      const share = Math.round(((mean ?? 0) / most) * 100);
                      return (
                        <td
                          key={hour}
                          className={mean === null ? styles.unseen : styles.cell}
                          style={mean === null ? undefined : ({ "--share": `${share}%` } as CSSProperties)}
                          title={t("history.heatCell", { day: name, hour, value })}
                          aria-label={value}
                        />
                      );
                    })}
                  </tr>
                );
              })}
            </tbody>
          </table>
          <Text size="sm" c="dimmed" mt="xs">
            {t("history.heatMapText", { most: formatNumber(most, language) })}
          </Text>
        </div>
      )}
    </>
  );
}
