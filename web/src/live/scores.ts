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

/** 0 to 1 as the manuals' 0 to 99. */
export function points(score: number): number {
  return Math.round(Math.min(1, Math.max(0, score)) * 99);
}

function line(score: number | undefined, threshold: number): string {
  if (score === undefined) return "**";
  const value = points(score);
  return value < threshold ? "**" : String(value);
}

/** Head score above body score; ** where it is below its threshold (OCC-81). */
export function scoreView(thresholds: Thresholds): ScoreView {
  return {
    textOf: (track) =>
      track.class === "human"
        ? [line(track.head_score, thresholds.head), line(track.score, thresholds.body)]
        : [line(track.score, thresholds.body)],
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
    body = widen(body, points(track.score));
    if (track.head_score !== undefined) head = widen(head, points(track.head_score));
  }
  return { head, body };
}
