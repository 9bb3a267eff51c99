// SPDX-License-Identifier: Apache-2.0
import uPlot from "uplot";
import type { Language } from "../api/types";
import { formatNumber } from "../i18n/format";
import { kZoneColors } from "../live/colors";
import { gapsOf } from "./figures";
import type { HistorySeries, ZoneSeries } from "./types";

interface Wish {
  data: HistorySeries;
  shown: readonly ZoneSeries[];
  language: Language;
  words: { time: string; minimum: string; maximum: string; zoneName: (zone: ZoneSeries) => string };
  style: CSSStyleDeclaration;
  light: boolean;
}

/** Steps of the axis where days are shown: one label a day at most. */
const kDays = [1, 2, 7, 14, 30, 60].map((days) => days * 86_400);

function isLong({ start }: HistorySeries): boolean {
  return (start.at(-1) ?? 0) - (start[0] ?? 0) > 90_000;
}

const kWhiteOnLight = "#3a4652";

/** The areas' colours of the manuals; what is white there is dark on a light page. */
function colorOf(area: number, { style, light }: Wish): string {
  if (area === 0) return style.getPropertyValue("--oc-idle");
  if (area === 1 && light) return kWhiteOnLight;
  return kZoneColors[(area - 1) % kZoneColors.length] ?? kZoneColors[0];
}

function formatterOf({ data, language }: Wish): (seconds: number, axis: boolean) => string {
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const day = { day: "numeric", month: "short" } as const;
  const zone = knownZone(data.time_zone);
  const axis = new Intl.DateTimeFormat(language, { ...(isLong(data) ? day : time), timeZone: zone });
  const full = new Intl.DateTimeFormat(language, { ...day, ...(data.grain === "day" ? {} : time), year: "numeric", timeZone: zone });
  return (seconds, onAxis) => (onAxis ? axis : full).format(seconds * 1000);
}

function knownZone(name: string): string {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return name;
  } catch {
    return "UTC";
  }
}

export function makeChart(wish: Wish): { options: Omit<uPlot.Options, "width" | "height">; values: uPlot.AlignedData } {
  const { data, shown, language, words, style } = wish;
  const format = formatterOf(wish);
  const zone = knownZone(data.time_zone);
  const line = style.getPropertyValue("--oc-line");
  const stepped = uPlot.paths.stepped?.({ align: 1, alignGaps: 1, extend: shown.every((one) => one.mean.at(-1) !== null) });
  const number = (_: uPlot, value: number | null) => (value === null ? "–" : formatNumber(value, language));
  const single = shown.length === 1 ? shown[0] : undefined;
  const curve = (label: string, stroke: string, width: number): uPlot.Series => ({
    label,
    stroke,
    width,
    value: number,
    spanGaps: false,
    points: { show: false },
    ...(stepped === undefined ? {} : { paths: stepped }),
  });
  const series: uPlot.Series[] = [
    { label: words.time, value: (_, value: number | null) => (value === null ? "–" : format(value, false)) },
    ...shown.map((one) => curve(words.zoneName(one), colorOf(one.area, wish), one.area === 0 ? 1 : 2)),
  ];
  const values: (number | null)[][] = [data.start, ...shown.map((one) => one.mean)];
  if (single !== undefined) {
    series.push(curve(words.maximum, "transparent", 0), curve(words.minimum, "transparent", 0));
    values.push(single.maximum, single.minimum);
  }
  const axis: uPlot.Axis = { stroke: style.getPropertyValue("--mantine-color-dimmed"), grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
  return {
    options: {
      series,
      ...(single === undefined ? {} : { bands: [{ series: [2, 3], fill: `${colorOf(single.area, wish)}33` }] }),
      axes: [
        { ...axis, ...(isLong(data) ? { incrs: kDays } : {}), values: (_, splits) => splits.map((split) => format(split, true)) },
        { ...axis, size: 44 },
      ],
      scales: { x: { time: true, range: () => [data.start[0] ?? 0, Date.parse(data.to) / 1000] }, y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] } },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zone),
      cursor: { drag: { x: false, y: false } },
      hooks: { drawClear: [(chart) => drawGaps(chart, data, `${line}66`)] },
    },
    values: values as uPlot.AlignedData,
  };
}

/** What nobody saw is shaded, below the lines, so that it is not taken for nothing. */
function drawGaps(chart: uPlot, data: HistorySeries, color: string): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.fillStyle = color;
  for (const [from, to] of gapsOf(data, Date.now() / 1000)) {
    const left = chart.valToPos(from, "x", true);
    ctx.fillRect(left, bbox.top, Math.max(1, chart.valToPos(to, "x", true) - left), bbox.height);
  }
  ctx.restore();
}
