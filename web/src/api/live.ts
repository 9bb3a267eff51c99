// SPDX-License-Identifier: Apache-2.0
import type { Box, Point, Reason } from "./types";

export interface LiveTrack {
  id: number;
  class: string;
  score: number;
  head_score?: number;
  head_box?: Box;
  box: Box;
  /** Indices of the zones that the track's reference point lies in. */
  zones: number[];
  alarm: boolean;
  /** Whether it is of the chosen object and passes its thresholds. */
  counted?: boolean;
  /** Seconds in the zone in which it has been longest; null in none. */
  dwell?: number | null;
  /** Its scores on the manuals' scale of 0 to 99. */
  points?: number;
  head_points?: number;
}

export interface LiveZone {
  name: string;
  polygon: Point[];
  enabled: boolean;
  count: number | null;
  threshold: number;
  /** Seconds gained so far, and those that raise the alarm. */
  timer: number;
  time: number;
  state: "reset" | "running" | "paused";
  alarm: boolean;
  /** The alarm for too few. */
  under_occupancy?: boolean;
}

export interface LiveOccupancy {
  object: string;
  reference_point: "bottom" | "center" | "top";
  objects: number;
  /** The thresholds in force for this picture: those for black and white where it has no colour. */
  thresholds?: { head: number; body: number; vehicle: number; bicycle: number };
  /** More objects than can be counted reliably. */
  crowded?: boolean;
  zones: LiveZone[];
}

export interface LiveHeader {
  camera: string;
  sequence: number;
  time: string;
  width: number;
  height: number;
  inferred: boolean;
  /** Seconds from capture to sending. */
  delay: number;
  tracks: LiveTrack[];
  quality: string[];
  apps: { occupancy?: LiveOccupancy };
}

export interface LiveAway {
  camera: string;
  state: "down";
  reason: Reason;
}
