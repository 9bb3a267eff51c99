// SPDX-License-Identifier: Apache-2.0
// What of JSON Schema the server's settings use, and how forms read it.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = Record<string, Json>;

type SchemaType = "boolean" | "integer" | "number" | "string" | "object" | "array" | "null";

export interface Schema {
  type?: SchemaType | SchemaType[];
  enum?: (string | number)[];
  default?: Json;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
  description?: string;
  writeOnly?: boolean;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  "x-unit"?: string;
  /** A text of several lines. */
  "x-multiline"?: boolean;
  "x-forbidden"?: string;
  /** Its place among its neighbours, as declared. */
  "x-order"?: number;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function asObject(value: Json): JsonObject {
  return isObject(value) ? value : {};
}

export function typeOf(schema: Schema): SchemaType | undefined {
  return Array.isArray(schema.type) ? schema.type.find((type) => type !== "null") : schema.type;
}

/** Whether the setting may be absent altogether. */
export function isNullable(schema: Schema): boolean {
  return Array.isArray(schema.type) && schema.type.includes("null");
}

/** The members of an object in the order of their declaration. */
export function membersOf(schema: Schema | null): [string, Schema][] {
  return Object.entries(schema?.properties ?? {}).sort(([, a], [, b]) => (a["x-order"] ?? 0) - (b["x-order"] ?? 0));
}

/** What an object that may be absent starts with. */
export function presentDefault(schema: Schema): Json {
  return Object.fromEntries(membersOf(schema).map(([key, member]) => [key, defaultOf(member)]));
}

/** The default value of a setting; objects get those of their members. */
export function defaultOf(schema: Schema): Json {
  if (schema.default !== undefined) return schema.default;
  if (isNullable(schema)) return null;
  if (schema.properties !== undefined) return presentDefault(schema);
  switch (typeOf(schema)) {
    case "boolean":
      return false;
    case "array":
      return [];
    case "integer":
    case "number":
      return schema.minimum ?? 0;
    default:
      return schema.enum?.[0] ?? "";
  }
}

/** The schema of the setting at `path`; list indices are stepped over. */
export function schemaAt(schema: Schema, path: readonly string[]): Schema | null {
  let here: Schema | undefined = schema;
  for (const step of path) {
    here = typeOf(here) === "array" ? here.items : here.properties?.[step];
    if (here === undefined) return null;
  }
  return here;
}

/** "below_threshold" as words, for a setting that the page has no name for. */
export function humanized(name: string): string {
  const words = name.replaceAll(/[_-]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
