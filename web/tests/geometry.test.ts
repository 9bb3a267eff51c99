// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Point } from "../src/api/types";
import { area, crossesItself, meet, refusalOf, translate, wouldCross } from "../src/zones/geometry";

const kSquare: Point[] = [[0.1, 0.1], [0.5, 0.1], [0.5, 0.5], [0.1, 0.5]];
const kBowTie: Point[] = [[0.1, 0.1], [0.5, 0.5], [0.5, 0.1], [0.1, 0.5]];

describe("segments", () => {
  const cases: [string, Point, Point, Point, Point, boolean][] = [
    ["cross in the middle", [0, 0], [1, 1], [0, 1], [1, 0], true],
    ["are parallel", [0, 0], [1, 0], [0, 0.1], [1, 0.1], false],
    ["touch at an end", [0, 0], [0.5, 0.5], [0.5, 0.5], [1, 0], true],
    ["touch in a T", [0, 0], [1, 0], [0.5, 0], [0.5, 1], true],
    ["lie on one line, apart", [0, 0], [0.4, 0], [0.6, 0], [1, 0], false],
    ["lie on one line, overlapping", [0, 0], [0.6, 0], [0.4, 0], [1, 0], true],
    ["would meet only if longer", [0, 0], [0.4, 0.4], [0, 1], [1, 0.9], false],
  ];
  it.each(cases)("%s", (_, a, b, c, d, expected) => {
    expect(meet(a, b, c, d)).toBe(expected);
    expect(meet(c, d, a, b)).toBe(expected);
  });
});

describe("polygons (OCC-15)", () => {
  it("takes a square and refuses a bow tie", () => {
    expect(crossesItself(kSquare)).toBe(false);
    expect(crossesItself(kBowTie)).toBe(true);
    expect(refusalOf(kSquare)).toBeNull();
    expect(refusalOf(kBowTie)).toBe("crossing");
  });

  it("refuses an edge that runs back over the one before", () => {
    expect(refusalOf([[0, 0], [1, 0], [0.5, 0], [0.5, 1]])).toBe("crossing");
  });

  it("has 3 to 16 corners, none twice in a row, and a size", () => {
    expect(refusalOf(kSquare.slice(0, 2))).toBe("tooFew");
    const circle = (count: number): Point[] =>
      Array.from({ length: count }, (_, i) => {
        const angle = (2 * Math.PI * i) / count;
        return [0.5 + 0.4 * Math.cos(angle), 0.5 + 0.4 * Math.sin(angle)];
      });
    expect(refusalOf(circle(16))).toBeNull();
    expect(refusalOf(circle(17))).toBe("full");
    expect(refusalOf([[0.1, 0.1], [0.1, 0.1], [0.5, 0.1], [0.5, 0.5]])).toBe("same");
    expect(refusalOf([[0.1, 0.1], [0.105, 0.1], [0.105, 0.105]])).toBe("tooSmall");
  });

  it("knows while drawing whether the next edge would cross", () => {
    const line: Point[] = [[0.1, 0.1], [0.5, 0.1], [0.5, 0.5]];
    expect(wouldCross(line, [0.3, 0.3])).toBe(false);
    expect(wouldCross(line, [0.3, 0.05])).toBe(true);
    expect(wouldCross([], [0.3, 0.05])).toBe(false);
  });

  it("moves as far as the edges of the picture", () => {
    expect(area(kSquare)).toBeCloseTo(0.16);
    expect(translate(kSquare, -1, 0.2)[0]).toEqual([0, expect.closeTo(0.3)]);
    const moved = translate(kSquare, 1, 1);
    expect(area(moved)).toBeCloseTo(0.16);
    expect(moved[2]).toEqual([1, 1]);
  });
});
