// SPDX-License-Identifier: Apache-2.0
import type { Json } from "./schema";

/** Steps into JSON: keys and, as text, indices; on the wire "zones/0/threshold". */
export type Path = readonly string[];

export function getAt(value: Json | undefined, path: Path): Json | undefined {
  let here = value;
  for (const step of path) {
    if (Array.isArray(here)) here = here[Number(step)];
    else if (typeof here === "object" && here !== null) here = here[step];
    else return undefined;
  }
  return here;
}

/** A copy of `value` with `next` at `path`; what lies beside the path is shared. */
export function setAt(value: Json | undefined, path: Path, next: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  if (Array.isArray(value)) {
    const copy = [...value];
    copy[Number(step)] = setAt(value[Number(step)], rest, next);
    return copy;
  }
  const object = typeof value === "object" && value !== null ? value : {};
  return { ...object, [step]: setAt(object[step], rest, next) };
}

export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => same(item, b[index]));
  }
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null || Array.isArray(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => same(a[key], b[key]));
}

/** Where two values differ, as the shortest list of leaves. */
export function differences(a: Json | undefined, b: Json | undefined, at: Path = []): Path[] {
  if (same(a, b)) return [];
  const bothLists = Array.isArray(a) && Array.isArray(b) && a.length === b.length;
  const bothObjects =
    typeof a === "object" && typeof b === "object" && a !== null && b !== null && !Array.isArray(a) && !Array.isArray(b);
  if (bothObjects || (bothLists && a.every((item) => typeof item === "object" && !Array.isArray(item)))) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].flatMap((key) => differences(getAt(a, [key]), getAt(b, [key]), [...at, key]));
  }
  return [at];
}
