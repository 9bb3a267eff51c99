// SPDX-License-Identifier: Apache-2.0
import type { FieldError } from "../src/api/error.ts";
import type { Point } from "../src/api/types.ts";
import type { Json, Schema } from "../src/forms/schema.ts";
import { refusalOf } from "../src/zones/geometry.ts";

const kindOf = (schema: Schema) => (Array.isArray(schema.type) ? schema.type[0] : schema.type);

/** What the daemon would say of these settings, in much the same words. */
export function faults(value: Json | undefined, schema: Schema, path = ""): FieldError[] {
  const fault = (message: string, remedy: string): FieldError[] => [{ path, message, remedy }];
  if (value === undefined || (value === null && Array.isArray(schema.type))) return [];
  if (path.endsWith("polygon")) {
    const crossing = refusalOf(value as Point[]) === "crossing";
    return crossing ? fault("the polygon crosses itself", "draw it so that no two edges meet") : [];
  }
  switch (kindOf(schema)) {
    case "integer":
    case "number": {
      if (typeof value !== "number") return fault(`must be a number, not ${JSON.stringify(value)}`, "write a number");
      const { minimum = -Infinity, maximum = Infinity } = schema;
      if (value < minimum || value > maximum) return fault(`${value} is out of range`, `${minimum} to ${maximum} are taken`);
      return [];
    }
    case "string": {
      const text = typeof value === "string" ? value : JSON.stringify(value);
      const sign = Array.from(schema["x-forbidden"] ?? "").find((one) => text.includes(one));
      if (sign !== undefined) return fault(`"${text}" holds ${sign}`, `leave ${sign} out`);
      if (text.length > (schema.maxLength ?? Infinity)) {
        return fault(`"${text}" has ${text.length} characters`, `at most ${schema.maxLength ?? 0} are taken`);
      }
      return [];
    }
    case "array":
      return (value as Json[]).flatMap((item, index) => faults(item, schema.items ?? {}, `${path}/${index}`));
    case "object":
      return Object.entries(schema.properties ?? {}).flatMap(([key, member]) =>
        faults((value as Record<string, Json>)[key], member, path === "" ? key : `${path}/${key}`),
      );
    default:
      return [];
  }
}
