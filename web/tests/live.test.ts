// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { EventEnvelope } from "../src/api/types";
import { durations } from "../src/events/durations";
import { filterQuery, merge, parseFilter, passes } from "../src/events/filter";
import { backoff } from "../src/live/backoff";
import { referencePoint } from "../src/live/BoxMark";
import { boxColor, zoneColor } from "../src/live/colors";
import { pageOf, parseLayout, smallestFor } from "../src/live/layout";
import { measure, scoreView } from "../src/live/scores";
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
  const track = { id: 1, class: "human", score: 0.5, head_score: 0.2, box: [0, 0, 1, 1] as [number, number, number, number], zones: [], alarm: false };

  it("show the head above the body, ** below the threshold or where there is none", () => {
    const view = scoreView({ head: 30, body: 25 });
    expect(view.textOf(track)).toEqual(["**", "50"]);
    expect(view.textOf({ id: 2, class: "human", score: 0.5, box: [0, 0, 1, 1], zones: [], alarm: false })).toEqual(["**", "50"]);
    expect(view.textOf({ ...track, head_score: 0.9, score: 0.1 })).toEqual(["89", "**"]);
  });

  it("keep their highest and lowest", () => {
    const seen = measure(measure({ head: null, body: null }, [track]), [{ ...track, score: 0.8, head_score: 0.1 }]);
    expect(seen).toEqual({ head: { least: 10, most: 20 }, body: { least: 50, most: 79 } });
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
