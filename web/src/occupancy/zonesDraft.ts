// SPDX-License-Identifier: Apache-2.0
import type { Point } from "../api/types";
import { defaultOf, isObject, type Json, type JsonObject, type Schema } from "../forms/schema";

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

/** A further area, not drawn yet, with the first name that is free. */
export function newZone(draft: JsonObject, schema: Schema, word: string): JsonObject {
  const items = schema.properties?.["zones"]?.items;
  const defaults = items === undefined ? {} : defaultOf(items);
  const names = new Set(zonesOf(draft).map((zone) => zone["name"]));
  let number = zonesOf(draft).length + 1;
  while (names.has(`${word} ${number}`)) number += 1;
  return { ...(isObject(defaults) ? defaults : {}), name: `${word} ${number}`, enabled: true, polygon: [] };
}

/** The index of the first area that was never drawn; null if all are. */
export function undrawn(draft: JsonObject): number | null {
  const index = shapesOf(draft).findIndex((shape) => shape.length < 3);
  return index < 0 ? null : index;
}
