// SPDX-License-Identifier: Apache-2.0
import type { LiveOccupancy, LiveTrack, LiveZone } from "../src/api/live.ts";
import type { Point } from "../src/api/types.ts";
import { boxOf, figuresAt, kRate } from "./scene.ts";

export interface ZoneSettings {
  name: string;
  enabled?: boolean;
  polygon?: Point[];
  threshold: number;
  time: number;
}

export interface Change {
  zone: number;
  kind: "alarm" | "alarm_end";
}

function inside([x, y]: Point, polygon: readonly Point[]): boolean {
  if (polygon.length < 3) return true;
  let within = false;
  polygon.forEach(([ax, ay], index) => {
    const [bx, by] = polygon.at(index - 1) ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  });
  return within;
}

/** A much simplified occupancy rule: enough for timers that run and alarms that come and go. */
export class Rule {
  private timers: number[] = [];
  private alarms: boolean[] = [];

  observe(picture: number, zones: readonly ZoneSettings[]): { tracks: LiveTrack[]; occupancy: LiveOccupancy; changes: Change[] } {
    const figures = figuresAt(picture).map((figure) => ({ figure, box: boxOf(figure) }));
    const changes: Change[] = [];
    const live = zones.map((zone, index): LiveZone => {
      const enabled = zone.enabled !== false;
      const count = enabled
        ? figures.filter(({ figure }) => inside([figure.x, figure.y], zone.polygon ?? [])).length
        : 0;
      const runs = enabled && count >= zone.threshold;
      const timer = runs ? Math.min(3600, (this.timers[index] ?? 0) + 1 / kRate) : 0;
      const alarm = timer >= zone.time;
      if (alarm !== (this.alarms[index] ?? false)) changes.push({ zone: index, kind: alarm ? "alarm" : "alarm_end" });
      this.timers[index] = timer;
      this.alarms[index] = alarm;
      return {
        name: zone.name,
        polygon: zone.polygon ?? [],
        enabled,
        count,
        threshold: zone.threshold,
        timer,
        time: zone.time,
        state: runs ? "running" : "reset",
        alarm,
      };
    });
    const tracks = figures.map(({ figure, box }): LiveTrack => {
      const within = live.flatMap((zone, index) =>
        zone.enabled && inside([figure.x, figure.y], zone.polygon) ? [index] : [],
      );
      return {
        id: figure.id,
        class: "human",
        score: 0.62 + 0.04 * figure.id,
        head_score: 0.25 + 0.08 * figure.id,
        box,
        zones: within,
        alarm: within.some((index) => live[index]?.alarm === true),
      };
    });
    return { tracks, occupancy: { object: "human", reference_point: "bottom", objects: tracks.length, zones: live }, changes };
  }
}
