// SPDX-License-Identifier: Apache-2.0
import type { LiveOccupancy, LiveTrack, LiveZone } from "../src/api/live.ts";
import type { Point } from "../src/api/types.ts";
import { boxOf, figuresAt, kRate, kVan } from "./scene.ts";

type LiveThresholds = NonNullable<LiveOccupancy["thresholds"]>;

/** What the rule takes from the settings beside the zones. */
export interface Choice {
  object: string;
  thresholds: LiveThresholds;
}

export const kUsual: Choice = { object: "human", thresholds: { head: 30, body: 25, vehicle: 25, bicycle: 25 } };

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

  observe(picture: number, zones: readonly ZoneSettings[], { object, thresholds }: Choice = kUsual): { tracks: LiveTrack[]; occupancy: LiveOccupancy; changes: Change[] } {
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
    const people = figures.map(({ figure, box }): LiveTrack => {
      const points = Math.round((0.62 + 0.04 * figure.id) * 99);
      const headPoints = Math.round((0.25 + 0.08 * figure.id) * 99);
      const counted = object === "human" && (points >= thresholds.body || headPoints >= thresholds.head);
      const within = live.flatMap((zone, index) =>
        counted && zone.enabled && inside([figure.x, figure.y], zone.polygon) ? [index] : [],
      );
      return {
        id: figure.id,
        class: "human",
        score: 0.62 + 0.04 * figure.id,
        head_score: 0.25 + 0.08 * figure.id,
        points,
        head_points: headPoints,
        box,
        counted,
        zones: within,
        alarm: within.some((index) => live[index]?.alarm === true),
      };
    });
    const counted = object === "vehicle" && kVan.points >= thresholds.vehicle;
    const van: LiveTrack = { ...kVan, score: kVan.points / 99, counted, zones: [], alarm: false };
    const objects = people.filter((track) => track.counted).length + (counted ? 1 : 0);
    return { tracks: [...people, van], occupancy: { object, reference_point: "bottom", objects, thresholds, zones: live }, changes };
  }
}
