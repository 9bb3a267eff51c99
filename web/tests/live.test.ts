// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { EventEnvelope } from "../src/api/types";
import { durations } from "../src/events/durations";
import { filterQuery, merge, parseFilter, passes } from "../src/events/filter";
import { backoff } from "../src/live/backoff";
import { referencePoint } from "../src/live/BoxMark";
import { boxColor, zoneColor } from "../src/live/colors";
import { pageOf, parseLayout, smallestFor } from "../src/live/layout";
import { counts, judged } from "../src/live/judge";
import { measure, scoreLines, scoresOf } from "../src/live/scores";
import { fit } from "../src/live/Stage";

describe("colours", () => {
  it("of boxes: red in alarm, blue in a zone, light blue elsewhere (OCC-11)", () => {
    const [alarm, inside, outside] = [
      boxColor({ zones: [0], alarm: true }),
      boxColor({ zones: [2], alarm: false }),
      boxColor({ zones: [], alarm: false }),
    ];
    expect(new Set([alarm, inside, outside]).size).toBe(3);
    expect(parseInt(alarm.slice(1, 3), 16)).toBeGreaterThan(0xf0);
    expect(parseInt(inside.slice(5, 7), 16)).toBeGreaterThan(0xf0);
  });

  it("of zones: white, blue, green, red (OCC-10)", () => {
    const [white, blue, green, red] = [0, 1, 2, 3].map((index) => zoneColor(index).slice(1).match(/../g)?.map((part) => parseInt(part, 16)));
    expect(white).toEqual([255, 255, 255]);
    expect(blue?.[2]).toBe(Math.max(...(blue ?? [])));
    expect(green?.[1]).toBe(Math.max(...(green ?? [])));
    expect(red?.[0]).toBe(Math.max(...(red ?? [])));
  });
});

describe("the reference point (OCC-66)", () => {
  it.each([
    ["bottom", [0.15, 0.4]],
    ["center", [0.15, 0.3]],
    ["top", [0.15, 0.2]],
  ] as const)("%s", (name, [x, y]) => {
    const point = referencePoint([0.1, 0.2, 0.1, 0.2], name);
    expect(point[0]).toBeCloseTo(x);
    expect(point[1]).toBeCloseTo(y);
  });

  it("stays in the picture", () => {
    expect(referencePoint([0.9, 0.9, 0.3, 0.3], "bottom")).toEqual([1, 1]);
  });
});

describe("scores (OCC-81)", () => {
  const box: [number, number, number, number] = [0, 0, 1, 1];
  const track = { id: 1, class: "human", score: 0.5, head_score: 0.2, box, zones: [], alarm: false };
  const car = { id: 2, class: "vehicle", score: 0.9, points: 88, box, zones: [], alarm: false };
  const thresholds = { head: 30, body: 25, vehicle: 60, bicycle: 25 };

  it("show the head above the body, ** below the threshold or where there is none", () => {
    const lines = (one: Parameters<typeof scoreLines>[0]) => scoreLines(one, "human", thresholds);
    expect(lines(track)).toEqual(["**", "50"]);
    expect(lines({ id: 2, class: "human", score: 0.5, box, zones: [], alarm: false })).toEqual(["**", "50"]);
    expect(lines({ ...track, head_score: 0.9, score: 0.1 })).toEqual(["89", "**"]);
    expect(lines({ ...track, dwell: 3.7 })).toEqual(["**", "50", "3 s"]);
    expect(lines({ ...track, class: "head", points: 40 })).toEqual(["40"]);
  });

  it("are those of the chosen object, each by its own threshold", () => {
    expect(scoresOf(car, "human")).toEqual([]);
    expect(scoresOf(track, "vehicle")).toEqual([]);
    expect(scoreLines({ ...car, points: 59 }, "vehicle", thresholds)).toEqual(["**"]);
    expect(scoreLines({ ...car, points: 60 }, "vehicle", thresholds)).toEqual(["60"]);
  });

  it("keep their highest and lowest, of the chosen object alone", () => {
    const seen = measure(measure({}, [track, car], "human"), [{ ...track, score: 0.8, head_score: 0.1 }], "human");
    expect(seen).toEqual({ head: { least: 10, most: 20 }, body: { least: 50, most: 79 } });
    expect(measure({}, [track, car], "vehicle")).toEqual({ vehicle: { least: 88, most: 88 } });
  });

  it("decide under other thresholds as the server would: by body or head, wide enough", () => {
    const rule = { object: "human", thresholds, least: { head: 38, body: 38 } };
    const narrow: typeof box = [0, 0, 0.01, 0.1];
    const none = { ...thresholds, body: 51 };
    expect(counts(track, rule)).toBe(true);
    expect(counts(track, { ...rule, thresholds: none })).toBe(false);
    expect(counts(track, { ...rule, thresholds: { ...none, head: 20 } })).toBe(true);
    expect(counts({ ...track, head_box: narrow }, { ...rule, thresholds: { ...none, head: 20 } })).toBe(false);
    expect(counts({ ...track, box: narrow }, rule)).toBe(false);
    expect(counts(car, rule)).toBe(false);
    expect(counts(car, { ...rule, object: "vehicle" })).toBe(true);
  });

  it("put what counts anew into its areas, and take what does not out of them", () => {
    const rule = { object: "vehicle", thresholds, least: { head: 38, body: 38 } };
    const area = { name: "", enabled: true, count: 0, threshold: 1, timer: 0, time: 1, state: "running", alarm: true } as const;
    const whole = { ...area, polygon: [[0, 0], [1, 0], [1, 1], [0, 1]] as [number, number][] };
    const apps = { occupancy: { object: "human", reference_point: "center", objects: 1, zones: [{ ...whole, enabled: false }, whole] } } as const;
    const header = { tracks: [{ ...track, zones: [1], alarm: true }, { ...car, counted: false }], apps: { occupancy: { ...apps.occupancy, zones: [...apps.occupancy.zones] } } };
    expect(judged(header, rule)).toMatchObject([
      { id: 1, counted: false, zones: [], alarm: false },
      { id: 2, counted: true, zones: [1], alarm: true },
    ]);
  });
});

describe("the wall", () => {
  it("chooses the smallest layout that shows every camera", () => {
    expect([0, 1, 2, 5, 16, 40].map(smallestFor)).toEqual([1, 1, 4, 9, 16, 16]);
    expect(parseLayout("9")).toBe(9);
    expect(parseLayout("7")).toBeNull();
    expect(pageOf([1, 2, 3, 4, 5], 4, 1)).toEqual([5]);
  });

  it("fits pictures without bending them", () => {
    expect(fit({ width: 1920, height: 1080 }, { width: 800, height: 800 })).toEqual({ width: 800, height: 450 });
    expect(fit({ width: 720, height: 1280 }, { width: 800, height: 640 })).toEqual({ width: 360, height: 640 });
  });

  it("comes back ever more slowly, at most after 12.5 s", () => {
    expect(backoff(0, 0.5)).toBeCloseTo(0.5);
    expect(backoff(3, 0.5)).toBeCloseTo(4);
    expect(backoff(50, 1)).toBeCloseTo(12.5);
    expect(backoff(50, 0)).toBeCloseTo(7.5);
  });
});

describe("events", () => {
  const event = (id: string, type: string, time: string, name = "Till"): EventEnvelope => ({
    id, type, time, name, sequence: 1, camera: "gate", app: "occupancy",
  });

  it("are filtered as the address says", () => {
    const filter = parseFilter(new URLSearchParams("camera=gate&type=all"));
    expect(passes(filter, event("a", "count", "2026-01-01T00:00:00Z"))).toBe(true);
    expect(passes({ camera: "", type: "alarm" }, event("a", "count", "2026-01-01T00:00:00Z"))).toBe(false);
    expect(parseFilter(new URLSearchParams())).toEqual({ camera: "", type: "alarm" });
    expect(filterQuery(filter, null, 50)).toBe("camera=gate&limit=50");
  });

  it("come once, whatever is sent again", () => {
    const [a, b] = [event("a", "alarm", "2026-01-01T00:00:01Z"), event("b", "alarm", "2026-01-01T00:00:00Z")];
    expect(merge([a], [a, b]).map((one) => one.id)).toEqual(["a", "b"]);
  });

  it("tell how long an alarm lasted, each zone by itself", () => {
    const lasted = durations([
      event("end", "alarm_end", "2026-01-01T00:00:30Z"),
      event("other", "alarm", "2026-01-01T00:00:20Z", "Door"),
      event("start", "alarm", "2026-01-01T00:00:10Z"),
      event("open", "alarm", "2026-01-01T00:00:00Z"),
    ]);
    expect([...lasted]).toEqual([["start", 20]]);
  });
});
