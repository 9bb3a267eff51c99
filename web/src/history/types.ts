// SPDX-License-Identifier: Apache-2.0
// The shapes of docs/reference/api.md, "History".

export type Grain = "minute" | "hour" | "day" | "week";

/** A list each, with one entry a stretch of time; null where nobody looked. */
export interface Figures {
  minimum: (number | null)[];
  mean: (number | null)[];
  maximum: (number | null)[];
  alarms: number[];
  /** Observed, of each stretch. */
  seconds: number[];
}

export interface ZoneSeries extends Figures {
  /** 1 to 4; 0: the whole picture. */
  area: number;
  name: string;
}

export interface HistorySeries {
  camera: string;
  time_zone: string;
  from: string;
  to: string;
  grain: Grain;
  /** Seconds since 1970 of the beginning of each stretch. */
  start: number[];
  zones: ZoneSeries[];
}

export interface HeatMap {
  time_zone: string;
  /** By weekday from Monday; each figure has 24 entries, one an hour. */
  zones: { area: number; name: string; days: Figures[] }[];
}
