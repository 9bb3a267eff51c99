// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Group, NativeSelect, SegmentedControl, Stack, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useResource } from "../api/useResource";
import { useI18n } from "../i18n/I18n";
import { formatDuration } from "../i18n/format";
import { useNow } from "../live/useNow";
import { ErrorNote } from "../ui/ErrorNote";
import { Icon } from "../ui/Icon";
import { Loading } from "../ui/Loading";
import { ExportForm } from "./ExportForm";
import { gapsOf } from "./figures";
import { HeatMapTable } from "./HeatMapTable";
import { HistoryChart } from "./HistoryChart";
import { NothingCounted } from "./NothingCounted";
import { hourAt, isMoment, kSpans, type Range, rangeOf, shift, type Span } from "./range";
import { SummaryTable } from "./SummaryTable";
import type { HistorySeries } from "./types";
import { useZoneName } from "./useZoneName";

/** Counts of a camera's areas over time: charts, weekdays and hours, and the way to a file. */
export function HistoryTab({ camera }: { camera: string }) {
  const { t } = useI18n();
  const root = `/cameras/${encodeURIComponent(camera)}/history`;
  // Which day it is there, only the server can say.
  const there = useResource<HistorySeries>(`${root}?grain=day`);
  if (there.data === null) {
    return there.error === null ? <Loading /> : <ErrorNote error={there.error} retry={there.reload} />;
  }
  const now = hourAt(there.data.time_zone, new Date());
  return (
    <Stack gap="xl">
      <Chart root={root} camera={camera} now={now} />
      <section aria-label={t("history.heatMap")}>
        <HeatMapTable root={root} now={now} />
      </section>
      <section aria-label={t("history.export")}>
        <ExportForm root={root} now={now} />
      </section>
    </Stack>
  );
}

function titleOf({ from, to }: Range): string {
  if (from === to) return from;
  return from.includes("T") ? `${from.replace("T", " ")} – ${to.slice(11)}` : `${from} – ${to}`;
}

function Chart({ root, camera, now }: { root: string; camera: string; now: string }) {
  const { t, language } = useI18n();
  const zoneName = useZoneName();
  const moment = (performance.timeOrigin + useNow(30_000)) / 1000;
  const [address, setAddress] = useSearchParams();
  const [zone, setZone] = useState("");
  const span = kSpans.find((one) => one === address.get("span")) ?? "day";
  const asked = address.get("at") ?? "";
  const at = isMoment(asked) ? asked : now;
  const range = rangeOf(span, at);
  const query = new URLSearchParams({ from: range.from, to: range.to, grain: range.grain });
  const series = useResource<HistorySeries>(`${root}?${query.toString()}`, 30);
  const { data } = series;

  const go = (next: Span, moment: string) => {
    const parameters = new URLSearchParams(address);
    parameters.set("span", next);
    parameters.set("at", moment);
    setAddress(parameters);
  };

  const chosen = data?.zones.find((one) => `${one.area} ${one.name}` === zone);
  const shown = data === null ? [] : chosen === undefined ? data.zones : [chosen];
  const missing = data === null ? 0 : gapsOf(data, moment).reduce((sum, [from, to]) => sum + to - from, 0);
  return (
    <section aria-label={t("history.chart")}>
      <Group justify="space-between" mb="sm">
        <SegmentedControl
          aria-label={t("history.span")}
          value={span}
          data={kSpans.map((value) => ({ value, label: t(`history.${value}`) }))}
          onChange={(next) => go(next, at)}
        />
        <Group gap="xs">
          <ActionIcon variant="default" size="lg" aria-label={t("history.earlier")} onClick={() => go(span, shift(span, at, -1))}>
            <Icon name="back" />
          </ActionIcon>
          <TextInput
            type="date"
            aria-label={t("history.date")}
            value={at.slice(0, 10)}
            max={now.slice(0, 10)}
            onChange={(event) => {
              const day = event.currentTarget.value;
              if (isMoment(day)) go(span, day + at.slice(10));
            }}
          />
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t("history.later")}
            disabled={rangeOf(span, shift(span, at, 1)).from > now}
            onClick={() => go(span, shift(span, at, 1))}
          >
            <Icon name="forward" />
          </ActionIcon>
          <NativeSelect
            aria-label={t("history.area")}
            value={zone}
            data={[
              { value: "", label: t("history.allAreas") },
              ...(data?.zones ?? []).map((one) => ({ value: `${one.area} ${one.name}`, label: zoneName(one) })),
            ]}
            onChange={(event) => setZone(event.currentTarget.value)}
          />
        </Group>
      </Group>
      <Title order={2} mb="xs" size="h3">
        {titleOf(range)}
      </Title>
      <ErrorNote error={series.error} retry={series.reload} />
      {series.loading && <Loading height="22rem" />}
      {data !== null && data.zones.length === 0 && <NothingCounted camera={camera} />}
      {data !== null && shown.length > 0 && (
        <Stack gap="sm">
          <HistoryChart data={data} shown={shown} />
          <Text size="sm" c="dimmed">
            {missing > 0 ? t("history.missing", { time: formatDuration(missing, language) }) : t("history.complete")}{" "}
            {t("history.zoneOfTime", { zone: data.time_zone })}
          </Text>
          <SummaryTable zones={shown} />
        </Stack>
      )}
    </section>
  );
}
