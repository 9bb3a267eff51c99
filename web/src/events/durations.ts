// SPDX-License-Identifier: Apache-2.0
import type { EventEnvelope } from "../api/types";

/** Seconds from an alarm's start to its end, for those of `events` (newest first) whose end is among them. */
export function durations(events: readonly EventEnvelope[]): Map<string, number> {
  const ends = new Map<string, number>();
  const lasted = new Map<string, number>();
  for (const event of events) {
    const zone = JSON.stringify([event.camera, event.app, event.area ?? event.name]);
    const time = Date.parse(event.time);
    if (event.type === "alarm_end") {
      ends.set(zone, time);
    } else if (event.type === "alarm" && event.state !== "repeat") {
      const end = ends.get(zone);
      if (end !== undefined) lasted.set(event.id, Math.max(0, (end - time) / 1000));
      ends.delete(zone);
    }
  }
  return lasted;
}
