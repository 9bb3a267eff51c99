// SPDX-License-Identifier: Apache-2.0
import type { Figures, HistorySeries } from "./types";

export interface Summary {
  mean: number | null;
  maximum: number | null;
  alarms: number;
  seconds: number;
}

/** A mean of means, each with the weight of the time that it was observed for. */
export function summaryOf(figures: Figures): Summary {
  const seconds = figures.seconds.reduce((sum, one) => sum + one, 0);
  const weighted = figures.mean.reduce<number>((sum, mean, i) => sum + (mean ?? 0) * (figures.seconds[i] ?? 0), 0);
  const seen = figures.maximum.filter((one) => one !== null);
  return {
    mean: seconds > 0 ? weighted / seconds : null,
    maximum: seen.length > 0 ? Math.max(...seen) : null,
    alarms: figures.alarms.reduce((sum, one) => sum + one, 0),
    seconds,
  };
}

/** Stretches of time, in seconds since 1970. */
export type Gap = readonly [from: number, to: number];

/** Where nobody looked, till now: what is still to come is no gap. */
export function gapsOf({ start, zones, to }: HistorySeries, now: number): Gap[] {
  const end = Math.min(Date.parse(to) / 1000, now);
  const gaps: [number, number][] = [];
  start.forEach((from, i) => {
    const until = Math.min(start[i + 1] ?? end, end);
    if (from >= end || until <= from || zones.some((zone) => (zone.seconds[i] ?? 0) > 0)) return;
    const last = gaps.at(-1);
    if (last !== undefined && last[1] === from) last[1] = until;
    else gaps.push([from, until]);
  });
  return gaps;
}
