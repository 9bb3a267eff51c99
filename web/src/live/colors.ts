// SPDX-License-Identifier: Apache-2.0
import type { LiveTrack } from "../api/live";

/** Zones 1 to 4: white, blue, green, red (OCC-10). */
export const kZoneColors = ["#ffffff", "#5b9dff", "#3ddc84", "#ff5a5f"] as const;

export function zoneColor(index: number): string {
  return kZoneColors[index % kZoneColors.length] ?? kZoneColors[0];
}

/** Red in a zone in alarm, blue in a zone, light blue elsewhere (OCC-11). */
export function boxColor(track: Pick<LiveTrack, "zones" | "alarm">): string {
  if (track.alarm) return "#ff3336";
  return track.zones.length > 0 ? "#3d7bff" : "#9ad8ff";
}
