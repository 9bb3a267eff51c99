// SPDX-License-Identifier: Apache-2.0
// Polygons as the editor needs them. Points are fractions of the picture.
import type { Point } from "../api/types";

export const kMostVertices = 16;
/** Two vertices nearer than this (fractions) are one. */
const kSame = 1e-6;
/** Below a tenth of a thousandth of the picture no reference point would ever fall into it. */
const kLeastArea = 1e-4;

function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

function onSegment(a: Point, b: Point, p: Point): boolean {
  return (
    Math.min(a[0], b[0]) - kSame <= p[0] &&
    p[0] <= Math.max(a[0], b[0]) + kSame &&
    Math.min(a[1], b[1]) - kSame <= p[1] &&
    p[1] <= Math.max(a[1], b[1]) + kSame
  );
}

/** Whether two segments share a point. */
export function meet(a: Point, b: Point, c: Point, d: Point): boolean {
  const signs = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)].map((value) =>
    Math.abs(value) < 1e-12 ? 0 : Math.sign(value),
  );
  const [one = 0, two = 0, three = 0, four = 0] = signs;
  if (one !== two && three !== four && one * two <= 0 && three * four <= 0) return true;
  return (
    (one === 0 && onSegment(a, b, c)) ||
    (two === 0 && onSegment(a, b, d)) ||
    (three === 0 && onSegment(c, d, a)) ||
    (four === 0 && onSegment(c, d, b))
  );
}

export function samePoint(a: Point, b: Point): boolean {
  return Math.abs(a[0] - b[0]) < kSame && Math.abs(a[1] - b[1]) < kSame;
}

/** Whether an edge from the last of `line` to `next` would meet one before it. */
export function wouldCross(line: readonly Point[], next: Point): boolean {
  const last = line.at(-1);
  if (last === undefined) return false;
  for (let i = 0; i + 2 < line.length; ++i) {
    const [a, b] = [line[i], line[i + 1]];
    if (a !== undefined && b !== undefined && meet(a, b, last, next)) return true;
  }
  const before = line.at(-2);
  return before !== undefined && turnsBack(before, last, next);
}

/** Whether the edge from `corner` to `next` runs back over the edge that led to `corner`. */
function turnsBack(before: Point, corner: Point, next: Point): boolean {
  const along = (before[0] - corner[0]) * (next[0] - corner[0]) + (before[1] - corner[1]) * (next[1] - corner[1]);
  return Math.abs(turn(before, corner, next)) < 1e-12 && along > 0;
}

/** Whether the closed polygon's edges meet anywhere but at their common corners. */
export function crossesItself(polygon: readonly Point[]): boolean {
  const count = polygon.length;
  for (let i = 0; i < count; ++i) {
    const [a, b, after] = [polygon[i], polygon[(i + 1) % count], polygon[(i + 2) % count]];
    if (a === undefined || b === undefined || after === undefined) return false;
    if (turnsBack(a, b, after)) return true;
    for (let j = i + 2; j < count; ++j) {
      if (i === 0 && j === count - 1) continue;
      const [c, d] = [polygon[j], polygon[(j + 1) % count]];
      if (c !== undefined && d !== undefined && meet(a, b, c, d)) return true;
    }
  }
  return false;
}

export function area(polygon: readonly Point[]): number {
  let twice = 0;
  polygon.forEach((a, index) => {
    const b = polygon[(index + 1) % polygon.length] ?? a;
    twice += a[0] * b[1] - b[0] * a[1];
  });
  return Math.abs(twice) / 2;
}

export type Refusal = "crossing" | "full" | "tooFew" | "tooSmall" | "same";

/** Why this closed polygon may not be; null if it may. */
export function refusalOf(polygon: readonly Point[]): Refusal | null {
  if (polygon.length < 3) return "tooFew";
  if (polygon.length > kMostVertices) return "full";
  if (polygon.some((point, index) => samePoint(point, polygon[(index + 1) % polygon.length] ?? point))) return "same";
  if (crossesItself(polygon)) return "crossing";
  return area(polygon) < kLeastArea ? "tooSmall" : null;
}

export function clampPoint([x, y]: Point): Point {
  return [Math.min(1, Math.max(0, x)), Math.min(1, Math.max(0, y))];
}

/** Moves the whole polygon as far as the picture's edges let it. */
export function translate(polygon: readonly Point[], dx: number, dy: number): Point[] {
  const xs = polygon.map((point) => point[0]);
  const ys = polygon.map((point) => point[1]);
  const x = Math.min(1 - Math.max(...xs), Math.max(-Math.min(...xs), dx));
  const y = Math.min(1 - Math.max(...ys), Math.max(-Math.min(...ys), dy));
  return polygon.map((point) => [point[0] + x, point[1] + y]);
}

export function middle(a: Point, b: Point): Point {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}

/** Five digits are a fiftieth of a pixel of a 4K picture. */
export function rounded(polygon: readonly Point[]): Point[] {
  return polygon.map(([x, y]) => [Math.round(x * 1e5) / 1e5, Math.round(y * 1e5) / 1e5]);
}

/** Whether a polygon is the picture itself, as an area is that was never drawn. */
export function isWholePicture(polygon: readonly Point[]): boolean {
  return polygon.length === 4 && polygon.every((point) => point.every((part) => part === 0 || part === 1));
}
