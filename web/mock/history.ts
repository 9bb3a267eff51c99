// SPDX-License-Identifier: Apache-2.0
// Counts over time as the daemon would answer them, in UTC: people come by day, and nobody looked on Sundays
// before noon.
import type { ServerResponse } from "node:http";
import type { Figures, Grain, HeatMap, HistorySeries } from "../src/history/types.ts";
import { Refusal } from "./http.ts";
import type { MockCamera } from "./state.ts";

const kSteps: Record<Grain, number> = { minute: 60, hour: 3600, day: 86_400, week: 7 * 86_400 };
const kMost = 4500;

interface Zone {
  area: number;
  name: string;
}

function zonesOf(mock: MockCamera): Zone[] {
  const settings = mock.apps["occupancy"];
  if (settings === undefined) return [];
  const zones = settings["zones"] as { name: string }[];
  return [{ area: 0, name: "" }, ...zones.map((zone, i) => ({ area: i + 1, name: zone.name }))];
}

function momentOf(text: string | null, end: boolean): number {
  const given = text ?? new Date().toISOString().slice(0, 10);
  const isDay = given.length === 10;
  const time = Date.parse(isDay ? `${given}T00:00:00Z` : `${given}:00Z`) / 1000;
  if (Number.isNaN(time)) throw new Refusal(400, `${given} is no date`, "write 2026-11-21");
  return isDay && end ? time + 86_400 : time;
}

const kNothing = { minimum: null, mean: null, maximum: null, alarms: 0, seconds: 0 };

function at(time: number, step: number, area: number): { [Key in keyof Figures]: Figures[Key][number] } {
  const date = new Date(time * 1000);
  const hour = date.getUTCHours() + date.getUTCMinutes() / 60;
  const now = Date.now() / 1000;
  if (time > now || (date.getUTCDay() === 0 && hour < 12 && step <= 3600)) return kNothing;
  const tide = Math.max(0, Math.sin(((hour - 7) / 13) * Math.PI)) * (step >= 86_400 ? 0.5 : 1);
  const mean = Math.round((tide * (area === 0 ? 9 : 8 / area) + tide * Math.sin(time / 700 + area)) * 100) / 100;
  return {
    minimum: Math.max(0, Math.floor(mean - 1)),
    mean: Math.max(0, mean),
    maximum: Math.ceil(mean + 1),
    alarms: area > 0 && mean > 7 ? 1 : 0,
    seconds: Math.min(step, now - time),
  };
}

function figures(starts: readonly number[], step: number, area: number): Figures {
  const all = starts.map((start) => at(start, step, area));
  return {
    minimum: all.map((one) => one.minimum),
    mean: all.map((one) => one.mean),
    maximum: all.map((one) => one.maximum),
    alarms: all.map((one) => one.alarms),
    seconds: all.map((one) => one.seconds),
  };
}

export function historyAnswer(mock: MockCamera, query: URLSearchParams): HistorySeries {
  const from = momentOf(query.get("from"), false);
  const to = momentOf(query.get("to"), true);
  const grain = (query.get("grain") ?? "minute") as Grain;
  const step = kSteps[grain];
  if ((to - from) / step > kMost) throw new Refusal(400, "that is too long", "choose a coarser grain");
  const start = Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
  // Counting began a year ago.
  const zones = to * 1000 < Date.now() - 365 * 86_400_000 ? [] : zonesOf(mock);
  return {
    camera: mock.camera.id,
    time_zone: "UTC",
    from: new Date(from * 1000).toISOString(),
    to: new Date(to * 1000).toISOString(),
    grain,
    start,
    zones: zones.map((zone) => ({ ...zone, ...figures(start, step, zone.area) })),
  };
}

export function heatMapAnswer(mock: MockCamera): HeatMap {
  const monday = Date.parse("2026-01-05T00:00:00Z") / 1000;
  const week = Array.from({ length: 7 }, (_, day) => Array.from({ length: 24 }, (__, hour) => monday + day * 86_400 + hour * 3600));
  const zones = zonesOf(mock).map((zone) => ({ ...zone, days: week.map((day) => figures(day, 3600, zone.area)) }));
  return { time_zone: "UTC", zones };
}

export function sendCsv(response: ServerResponse, mock: MockCamera, query: URLSearchParams): void {
  const from = query.get("from") ?? "";
  const name = `${mock.camera.id}_${from}_${query.get("to") ?? ""}.csv`;
  response.writeHead(200, { "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": `attachment; filename="${name}"` });
  response.end(`time,camera,channel,area,name,min,mean,max,alarms,seconds_observed\r\n${from}T00:00:00+00:00,${mock.camera.id},1,1,Till,0,0.50,1,0,60.00\r\n`);
}
