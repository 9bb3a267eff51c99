// SPDX-License-Identifier: Apache-2.0
// Areas 1 to 4 are fixed places: message ids, topics and colours go by them. The settings are a list without gaps, so a
// place that is not set before one that is goes over the wire as an area that is off and otherwise as it is by default.
import type { LiveZone } from "../api/live";
import { isWholePicture } from "./geometry";

export function placeholderName(index: number): string {
  return `Area ${index + 1}`;
}

/** With a number behind it where another area has that name. */
export function isPlaceholderName(name: string, index: number): boolean {
  return name.replace(/ \(\d+\)$/, "") === placeholderName(index);
}

/** Nobody set this area: there is nothing of it to be shown. */
export function isUnsetArea(zone: LiveZone, index: number): boolean {
  const standard = zone.threshold === 5 && zone.time === 10;
  return !zone.enabled && standard && isPlaceholderName(zone.name, index) && isWholePicture(zone.polygon);
}
