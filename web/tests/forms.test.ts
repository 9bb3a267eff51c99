// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { differences, getAt, same, setAt } from "../src/forms/path";
import { defaultOf, humanized, type Schema, schemaAt } from "../src/forms/schema";
import { idleReason } from "../src/occupancy/idle";
import { keysOf, tabOf } from "../src/occupancy/tabs";
import { topicOf, withCamera } from "../src/occupancy/topics";
import { draftOf, isUnset, settingsOf, undrawn, withCorners, withNewZone, withoutZone, zonesOf } from "../src/occupancy/zonesDraft";

const kSchema: Schema = {
  type: "object",
  properties: {
    object: { type: "string", enum: ["human", "vehicle"], default: "human" },
    zones: {
      type: "array",
      items: {
        type: "object",
        properties: {
          name: { type: "string", default: "" },
          threshold: { type: "integer", default: 5 },
          under_occupancy: { type: ["object", "null"], default: null, properties: { count: { type: "integer", default: 1 } } },
        },
      },
      default: [],
    },
    http: { type: "array", default: [] },
    mqtt: { type: "object", properties: { counts: { type: "boolean", default: false } } },
    repeat: { type: "string", default: "periodic" },
    thresholds: { type: "object", properties: { head: { type: "integer", default: 30 } } },
  },
};

describe("paths into settings", () => {
  const settings = { zones: [{ name: "Till", time: 3 }, { name: "Door", time: 4 }], object: "human" };

  it("read and write without touching the original", () => {
    const changed = setAt(settings, ["zones", "1", "time"], 9);
    expect(getAt(changed, ["zones", "1", "time"])).toBe(9);
    expect(settings.zones[1]?.time).toBe(4);
    expect(getAt(changed, ["zones", "0"])).toBe(settings.zones[0]);
    expect(getAt(settings, ["zones", "7", "time"])).toBeUndefined();
  });

  it("count what differs, field by field", () => {
    expect(differences(settings, settings)).toEqual([]);
    const two = setAt(setAt(settings, ["object"], "vehicle"), ["zones", "0", "name"], "X");
    expect(differences(settings, two)).toEqual([["zones", "0", "name"], ["object"]]);
    expect(differences(settings, setAt(settings, ["zones"], []))).toEqual([["zones"]]);
    expect(same({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBe(true);
  });
});

describe("a schema", () => {
  it("gives defaults, and null for what may be absent", () => {
    expect(defaultOf(kSchema)).toMatchObject({ object: "human", zones: [], mqtt: { counts: false }, thresholds: { head: 30 } });
    expect(schemaAt(kSchema, ["zones", "3", "threshold"])?.default).toBe(5);
    expect(schemaAt(kSchema, ["nothing"])).toBeNull();
    expect(humanized("below_threshold")).toBe("Below threshold");
  });

  it("is spread over the tabs, with no setting lost", () => {
    const all = (["basic", "http", "mqtt", "detail"] as const).flatMap((tab) => keysOf(tab, kSchema));
    expect(all.sort()).toEqual(Object.keys(kSchema.properties ?? {}).sort());
    expect(keysOf("detail", kSchema)).toEqual(["repeat", "thresholds"]);
    expect(tabOf("zones/0/threshold", kSchema)).toBe("basic");
    expect(tabOf("apps/occupancy/thresholds/head", kSchema)).toBe("detail");
  });
});

describe("areas of a draft (OCC-15, OCC-19)", () => {
  it("get the first free name, no drawing and no second alarm", () => {
    const draft = { zones: [{ name: "Area 2" }] };
    const added = { name: "Area 3", threshold: 5, under_occupancy: null, enabled: true, polygon: [] };
    expect(withNewZone(draft, kSchema, "Area", 1)).toEqual([{ name: "Area 2" }, added]);
    expect(withNewZone({ zones: [] }, kSchema, "Area", 0)).toMatchObject([{ name: "Area 1", polygon: { length: 4 } }]);
  });

  it("without a polygon are the whole picture", () => {
    const settings = withCorners({ zones: [{ name: "a", polygon: [] }, { name: "b", polygon: [[0, 0], [1, 0], [0, 1]] }] });
    expect(getAt(settings, ["zones", "0", "polygon", "2"])).toEqual([1, 1]);
    expect(getAt(settings, ["zones", "1", "polygon", "2"])).toEqual([0, 1]);
    expect(undrawn(settings)).toBeNull();
    expect(undrawn({ zones: [{ polygon: [] }] })).toBe(0);
  });
});

describe("areas are fixed places (OCC-15, OCC-59)", () => {
  const corner = [[0, 0], [1, 0], [0, 1]];
  const zone = (name: string) => ({ name, threshold: 3, under_occupancy: null, enabled: true, polygon: corner });
  const draft = draftOf({ zones: [zone("A"), zone("B"), zone("Area 2")] }, kSchema);
  const without = { zones: withoutZone(draft, kSchema, 1) };

  it("so that those behind a removed one stay where they are", () => {
    expect(zonesOf(without).map(isUnset)).toEqual([false, true, false]);
    expect(undrawn(without)).toBeNull();
    const sent = zonesOf(settingsOf(without));
    expect(sent[1]).toEqual({ name: "Area 2 (2)", threshold: 5, under_occupancy: null, enabled: false, polygon: [[0, 0], [1, 0], [1, 1], [0, 1]] });
    expect(sent[2]).toEqual(zone("Area 2"));
    expect(draftOf(settingsOf(without), kSchema)).toEqual(without);
  });

  it("and the list ends with the last one that is set", () => {
    expect(withoutZone(without, kSchema, 2)).toEqual([zone("A")]);
    expect(withoutZone({ zones: [zone("A")] }, kSchema, 0)).toEqual([]);
  });

  it("that are found unset only where nothing of them was changed", () => {
    const off = { ...zone("Area 1"), threshold: 5, enabled: false, polygon: [[0, 1], [0, 0], [1, 0], [1, 1]] };
    const unset = (changed: object) => zonesOf(draftOf({ zones: [{ ...off, ...changed }] }, kSchema)).map(isUnset);
    expect(unset({})).toEqual([true]);
    for (const changed of [{ enabled: true }, { name: "Hall" }, { threshold: 6 }, { polygon: corner }]) expect(unset(changed)).toEqual([false]);
  });

  it("and can be set again", () => {
    expect(withNewZone(without, kSchema, "Area", 1)[1]).toMatchObject({ name: "Area 3", enabled: true, polygon: [] });
  });
});

describe("a setting without effect says why", () => {
  const cases: [string[], Parameters<typeof idleReason>[1], ReturnType<typeof idleReason>][] = [
    [["repeat"], { alarm_notification: false }, "notificationOff"],
    [["repeat"], { alarm_notification: true }, null],
    [["below_threshold"], { repeat: "once" }, "onceOnly"],
    [["thresholds", "head"], { object: "vehicle" }, "otherObject"],
    [["thresholds", "vehicle"], { object: "vehicle" }, null],
    [["min_size", "body"], { object: "human" }, null],
    [["mqtt", "interval"], { mqtt: { counts: false, alarms: true } }, "countsOff"],
    [["mqtt", "topic"], { mqtt: { counts: false, alarms: false } }, "sendsNothing"],
    [["http", "1", "interval"], { http: [{ counts: true }, { counts: false }] }, "countsOff"],
    [["object", "onsite-1"], {}, "notBuilt"],
    [["black_and_white", "head"], { object: "human", black_and_white: { enabled: false } }, "bwOff"],
  ];
  it.each(cases)("%j with %j", (path, draft, expected) => {
    expect(idleReason(path, draft)).toBe(expected);
  });
});

describe("the topic of a camera (OCC-43)", () => {
  const topicBy = (mqtt: object) => topicOf({ mqtt: { counts: false, alarms: false, topic: "x/{camera}", ...mqtt } }, "gate");
  it("is that to which it publishes, if it does", () => {
    expect(topicBy({})).toBeNull();
    expect(topicBy({ counts: true })).toBe("x/gate");
    expect(topicBy({ alarms: true, topic: "y" })).toBe("y");
    expect(topicBy({ counts: true, topic: "" })).toBeNull();
  });
  it("is told apart from others by the camera", () => {
    expect(["a/b", "a/", "a/{camera}/b"].map(withCamera)).toEqual(["a/b/{camera}", "a/{camera}", null]);
  });
});
