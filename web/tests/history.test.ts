// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { gapsOf, summaryOf } from "../src/history/figures";
import { daysBefore, hourAt, isMoment, rangeOf, shift } from "../src/history/range";
import type { HistorySeries } from "../src/history/types";

describe("a range", () => {
  it("is an hour, a day, a week from Monday, a month or a year of the place", () => {
    expect(rangeOf("hour", "2026-11-21T23")).toEqual({ from: "2026-11-21T23:00", to: "2026-11-22T00:00", grain: "minute" });
    expect(rangeOf("day", "2026-11-21T23")).toEqual({ from: "2026-11-21", to: "2026-11-21", grain: "minute" });
    expect(rangeOf("week", "2026-11-22")).toEqual({ from: "2026-11-16", to: "2026-11-22", grain: "hour" });
    expect(rangeOf("week", "2026-11-16")).toEqual({ from: "2026-11-16", to: "2026-11-22", grain: "hour" });
    expect(rangeOf("month", "2028-02-10")).toEqual({ from: "2028-02-01", to: "2028-02-29", grain: "hour" });
    expect(rangeOf("year", "2026-11-21")).toEqual({ from: "2026-01-01", to: "2026-12-31", grain: "day" });
  });

  it("moves by its own length", () => {
    expect(shift("hour", "2026-12-31T23", 1)).toBe("2027-01-01T00");
    expect(shift("day", "2026-03-01T10", -1)).toBe("2026-02-28T10");
    expect(shift("week", "2026-11-21T10", 1)).toBe("2026-11-28T10");
    expect(shift("month", "2026-01-31T10", 1)).toBe("2026-02-28T10");
    expect(shift("year", "2028-02-29T10", 1)).toBe("2029-02-28T10");
    expect(daysBefore("2026-03-01T10", 1)).toBe("2026-02-28");
  });

  it("begins with the hour of the place and not of the reader", () => {
    const now = new Date("2026-11-21T23:30:00Z");
    expect(hourAt("Asia/Tokyo", now)).toBe("2026-11-22T08");
    expect(hourAt("America/New_York", now)).toBe("2026-11-21T18");
    expect(hourAt("Nowhere/At_All", now)).toBe("2026-11-21T23");
    expect(hourAt("UTC", new Date("2026-11-21T00:05:00Z"))).toBe("2026-11-21T00");
  });

  it("takes nothing from an address that is no date", () => {
    for (const text of ["", "yesterday", "2026-13-01", "2026-11-21T25", "2026-11-21T1"]) expect(isMoment(text), text).toBe(false);
    expect(isMoment("2026-11-21")).toBe(true);
    expect(isMoment("2026-11-21T09")).toBe(true);
  });
});

describe("figures", () => {
  const seen = { minimum: [1, null, 0], mean: [2, null, 4], maximum: [3, null, 9], alarms: [1, 0, 2], seconds: [60, 0, 20] };

  it("are summed up by the time that was observed", () => {
    expect(summaryOf(seen)).toEqual({ mean: 2.5, maximum: 9, alarms: 3, seconds: 80 });
    const none = { minimum: [null], mean: [null], maximum: [null], alarms: [0], seconds: [0] };
    expect(summaryOf(none)).toEqual({ mean: null, maximum: null, alarms: 0, seconds: 0 });
  });

  it("have gaps where nobody looked, and none in the future", () => {
    const series = (seconds: number[]): HistorySeries => ({
      camera: "gate",
      time_zone: "UTC",
      from: new Date(0).toISOString(),
      to: new Date(360_000).toISOString(),
      grain: "minute",
      start: [0, 60, 120, 180, 240, 300],
      zones: [{ ...seen, area: 1, name: "Till", seconds }],
    });
    expect(gapsOf(series([60, 0, 0, 60, 0, 60]), 1e9)).toEqual([[60, 180], [240, 300]]);
    expect(gapsOf(series([60, 0, 0, 60, 0, 0]), 270)).toEqual([[60, 180], [240, 270]]);
    expect(gapsOf(series([60, 60, 60, 60, 60, 60]), 1e9)).toEqual([]);
  });
});
