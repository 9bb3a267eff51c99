// SPDX-License-Identifier: Apache-2.0
import type { LiveTrack } from "../api/live";

/** What has a threshold of its own. */
export const kScoreKinds = ["head", "body", "vehicle", "bicycle"] as const;
export type ScoreKind = (typeof kScoreKinds)[number];

/** The manuals' thresholds, 1 to 99. */
export type Thresholds = Readonly<Record<ScoreKind, number>>;

export interface Range {
  least: number;
  most: number;
}

export type Measured = Readonly<Partial<Record<ScoreKind, Range>>>;

/** The scores that decide whether a detection object is counted, as they stand at a box from top to bottom. */
export function kindsOf(object: string): readonly ScoreKind[] {
  if (object === "human") return ["head", "body"];
  return kScoreKinds.filter((kind) => kind === object);
}

/** 0 to 1 as 0 to 99, where the server does not say what the score is on the manuals' scale. */
function points(score: number): number {
  return Math.round(Math.min(1, Math.max(0, score)) * 99);
}

/** A track's scores; undefined where that part was not seen. None where it is not of the detection object. */
export function scoresOf(track: LiveTrack, object: string): readonly (readonly [ScoreKind, number | undefined])[] {
  const whole = track.points ?? points(track.score);
  if (object !== "human") return kindsOf(object).flatMap((kind) => (kind === track.class ? [[kind, whole] as const] : []));
  if (track.class === "head") return [["head", whole]];
  if (track.class !== "human") return [];
  const head = track.head_points ?? (track.head_score === undefined ? undefined : points(track.head_score));
  return [["head", head], ["body", whole]];
}

/** The lines at a track's box: its scores, ** below the threshold (OCC-81); then the time in the area. */
export function scoreLines(track: LiveTrack, object: string, thresholds: Thresholds): string[] {
  const lines = scoresOf(track, object).map(([kind, value]) =>
    value === undefined || value < thresholds[kind] ? "**" : String(value),
  );
  return track.dwell == null ? lines : [...lines, `${Math.floor(track.dwell)} s`];
}

function widen(range: Range | undefined, value: number): Range {
  return range === undefined
    ? { least: value, most: value }
    : { least: Math.min(range.least, value), most: Math.max(range.most, value) };
}

/** The highest and the lowest so far of each score of the detection object. */
export function measure(before: Measured, tracks: readonly LiveTrack[], object: string): Measured {
  const ranges: Partial<Record<ScoreKind, Range>> = { ...before };
  for (const [kind, value] of tracks.flatMap((track) => scoresOf(track, object))) {
    if (value !== undefined) ranges[kind] = widen(ranges[kind], value);
  }
  return ranges;
}
