// SPDX-License-Identifier: Apache-2.0
import type { Point } from "../api/types";
import { same } from "../forms/path";
import { asObject, defaultOf, isObject, type Json, type JsonObject, type Schema } from "../forms/schema";
import { isWholePicture } from "../zones/geometry";
import { isPlaceholderName, placeholderName } from "../zones/places";

export const kMostZones = 4;

export function zonesOf(draft: JsonObject): JsonObject[] {
  const zones = draft["zones"];
  return Array.isArray(zones) ? zones.filter(isObject) : [];
}

export function nameOf(zone: JsonObject | undefined): string {
  const name = zone?.["name"];
  return typeof name === "string" ? name : "";
}

export function shapesOf(draft: JsonObject): Point[][] {
  return zonesOf(draft).map((zone) => asPolygon(zone["polygon"]));
}

function asPolygon(value: Json | undefined): Point[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((point): Point[] => {
    if (!Array.isArray(point)) return [];
    const [x, y] = point;
    return typeof x === "number" && typeof y === "number" ? [[x, y]] : [];
  });
}

export function withShapes(draft: JsonObject, shapes: readonly (readonly Point[])[]): Json {
  return zonesOf(draft).map((zone, index) => ({
    ...zone,
    polygon: (shapes[index] ?? []).map((point): Json => [...point]),
  }));
}

const kWholePicture: Json = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

/** An area without a polygon is the whole picture; the editor wants to see its corners. */
export function withCorners(settings: JsonObject): JsonObject {
  const zones = zonesOf(settings).map((zone) =>
    asPolygon(zone["polygon"]).length < 3 ? { ...zone, polygon: kWholePicture } : zone,
  );
  return { ...settings, zones };
}

function zoneDefaults(schema: Schema): JsonObject {
  const items = schema.properties?.["zones"]?.items;
  return items === undefined ? {} : asObject(defaultOf(items));
}

/** A place that is not set, as the draft has it. */
function unsetZone(schema: Schema): JsonObject {
  return { ...zoneDefaults(schema), name: "", enabled: false, polygon: [] };
}

export function isUnset(zone: JsonObject): boolean {
  return zone["enabled"] === false && zone["name"] === "" && asPolygon(zone["polygon"]).length === 0;
}

function isPlaceholder(zone: JsonObject, index: number, schema: Schema): boolean {
  const standard = unsetZone(schema);
  const others = Object.keys(standard).filter((key) => key !== "name" && key !== "polygon");
  const named = isPlaceholderName(nameOf(zone), index);
  return named && isWholePicture(asPolygon(zone["polygon"])) && others.every((key) => same(zone[key] ?? standard[key], standard[key]));
}

/** What the server keeps as the form's draft has it. */
export function draftOf(saved: JsonObject, schema: Schema): JsonObject {
  const settings = withCorners(saved);
  const zones = zonesOf(settings).map((zone, index) => (isPlaceholder(zone, index, schema) ? unsetZone(schema) : zone));
  return { ...settings, zones };
}

/** A draft as the server takes it. */
export function settingsOf(draft: JsonObject): JsonObject {
  const names = new Set(zonesOf(draft).map(nameOf));
  const freeName = (plain: string) => {
    let name = plain;
    for (let number = 2; names.has(name); number += 1) name = `${plain} (${number})`;
    names.add(name);
    return name;
  };
  const zones = zonesOf(draft).map((zone, index) =>
    isUnset(zone) ? { ...zone, name: freeName(placeholderName(index)), polygon: kWholePicture } : zone,
  );
  return { ...draft, zones };
}

/** The areas with a further one at `place`, not drawn yet unless it is area 1, with the first name that is free. */
export function withNewZone(draft: JsonObject, schema: Schema, word: string, place: number): JsonObject[] {
  const zones = zonesOf(draft);
  const names = new Set(zones.map(nameOf));
  let number = place + 1;
  while (names.has(`${word} ${number}`)) number += 1;
  const polygon = place === 0 ? kWholePicture : [];
  const added = { ...zoneDefaults(schema), name: `${word} ${number}`, enabled: true, polygon };
  return place < zones.length ? zones.with(place, added) : [...zones, added];
}

/** The areas without the one at `place`; those behind it keep theirs. */
export function withoutZone(draft: JsonObject, schema: Schema, place: number): JsonObject[] {
  const zones = zonesOf(draft).with(place, unsetZone(schema));
  return zones.slice(0, zones.findLastIndex((zone) => !isUnset(zone)) + 1);
}

/** The index of the first area that was never drawn; null if all are. */
export function undrawn(draft: JsonObject): number | null {
  const index = zonesOf(draft).findIndex((zone) => asPolygon(zone["polygon"]).length < 3 && !isUnset(zone));
  return index < 0 ? null : index;
}
