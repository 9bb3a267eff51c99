// SPDX-License-Identifier: Apache-2.0
// Which tracks would be counted under other thresholds, before the server has them.
import type { LiveHeader, LiveOccupancy, LiveTrack } from "../api/live";
import type { Point } from "../api/types";
import { referencePoint } from "./BoxMark";
import { type ScoreKind, scoresOf, type Thresholds } from "./scores";

export interface Rule {
  object: string;
  thresholds: Thresholds;
  /** Widths in a picture 1920 wide (OCC-64). */
  least: { head: number; body: number };
}

const kReferenceWidth = 1920;

/** A human counts by the body or by the head, anything else by the one score that it has. */
export function counts(track: LiveTrack, { object, thresholds, least }: Rule): boolean {
  const widthOf = (kind: ScoreKind) => {
    const box = kind === "head" && track.class !== "head" ? track.head_box : track.box;
    return (box?.[2] ?? 1) * kReferenceWidth;
  };
  return scoresOf(track, object).some(([kind, value]) => {
    if (value === undefined || value < thresholds[kind]) return false;
    return kind === "head" || kind === "body" ? widthOf(kind) >= least[kind] : true;
  });
}

function inside([x, y]: Point, polygon: readonly Point[]): boolean {
  let within = false;
  polygon.forEach(([ax, ay], index) => {
    const [bx, by] = polygon.at(index - 1) ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  });
  return within;
}

function placed(track: LiveTrack, { zones, reference_point: reference }: LiveOccupancy): LiveTrack {
  const point = referencePoint(track.box, reference);
  const within = zones.flatMap(({ enabled, polygon }, index) => (enabled && inside(point, polygon) ? [index] : []));
  return { ...track, counted: true, zones: within, alarm: within.some((index) => zones[index]?.alarm === true) };
}

/** The picture's tracks as `rule` would judge them; what it counts anew is put into its areas. */
export function judged({ tracks, apps }: Pick<LiveHeader, "tracks" | "apps">, rule: Rule): LiveTrack[] {
  return tracks.map((track) => {
    if (!counts(track, rule)) return { ...track, counted: false, zones: [], alarm: false };
    if (track.counted !== false || apps.occupancy === undefined) return track;
    return placed(track, apps.occupancy);
  });
}
