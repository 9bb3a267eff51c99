// SPDX-License-Identifier: Apache-2.0
import type { LiveTrack } from "../api/live";

/** The manuals' thresholds, 1 to 99. */
export interface Thresholds {
  head: number;
  body: number;
}

export interface Range {
  least: number;
  most: number;
}

export interface Measured {
  head: Range | null;
  body: Range | null;
}

export interface ScoreView {
  textOf: (track: LiveTrack) => string[];
}

/** 0 to 1 as 0 to 99, where the server does not say what the score is on the manuals' scale. */
export function points(score: number): number {
  return Math.round(Math.min(1, Math.max(0, score)) * 99);
}

function bodyPoints(track: LiveTrack): number {
  return track.points ?? points(track.score);
}

function headPoints(track: LiveTrack): number | undefined {
  return track.head_points ?? (track.head_score === undefined ? undefined : points(track.head_score));
}

function line(value: number | undefined, threshold: number): string {
  return value === undefined || value < threshold ? "**" : String(value);
}

function dwellLine({ dwell }: LiveTrack): string[] {
  return dwell == null ? [] : [`${Math.floor(dwell)} s`];
}

/** Head score above body score; ** where it is below its threshold (OCC-81); then the time in the area. */
export function scoreView(thresholds: Thresholds): ScoreView {
  return {
    textOf: (track) => {
      if (track.class === "head") return [line(bodyPoints(track), thresholds.head), ...dwellLine(track)];
      const body = line(bodyPoints(track), thresholds.body);
      return track.class === "human" ? [line(headPoints(track), thresholds.head), body, ...dwellLine(track)] : [body, ...dwellLine(track)];
    },
  };
}

function widen(range: Range | null, value: number): Range {
  return range === null
    ? { least: value, most: value }
    : { least: Math.min(range.least, value), most: Math.max(range.most, value) };
}

export function measure(before: Measured, tracks: readonly LiveTrack[]): Measured {
  let { head, body } = before;
  for (const track of tracks) {
    if (track.class === "head") {
      head = widen(head, bodyPoints(track));
      continue;
    }
    body = widen(body, bodyPoints(track));
    const value = headPoints(track);
    if (value !== undefined) head = widen(head, value);
  }
  return { head, body };
}
