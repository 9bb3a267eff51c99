// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Point } from "../src/api/types";
import { activeShape, type EditorAction, editorReducer, type EditorState, startEditor } from "../src/zones/editor";

const kSquare: Point[] = [[0.2, 0.2], [0.6, 0.2], [0.6, 0.6], [0.2, 0.6]];

function after(start: EditorState, ...actions: EditorAction[]): EditorState {
  return actions.reduce(editorReducer, start);
}

const place = (x: number, y: number): EditorAction => ({ kind: "place", point: [x, y] });

describe("drawing", () => {
  it("places points and closes", () => {
    const state = after(startEditor([[]]), place(0.1, 0.1), place(0.9, 0.1), place(0.5, 0.9), { kind: "close" });
    expect(activeShape(state)).toEqual([[0.1, 0.1], [0.9, 0.1], [0.5, 0.9]]);
    expect(state.tool).toBe("select");
    expect(state.line).toEqual([]);
  });

  it("refuses a crossing edge with the reason and keeps what was drawn", () => {
    const drawn = after(startEditor([[]]), place(0.1, 0.1), place(0.5, 0.1), place(0.5, 0.5));
    const refused = after(drawn, place(0.3, 0));
    expect(refused.line).toEqual(drawn.line);
    expect(refused.refusal).toBe("crossing");
    expect(after(refused, place(0.3, 0.4)).refusal).toBeNull();
  });

  it("refuses a closing edge that crosses", () => {
    const state = after(startEditor([[]]), place(0.1, 0.1), place(0.5, 0.1), place(0.5, 0.5), place(0.9, 0.2), { kind: "close" });
    expect(state.refusal).toBe("crossing");
    expect(activeShape(state)).toEqual([]);
  });

  it("takes 16 points and no more", () => {
    const round = Array.from({ length: 17 }, (_, i) => {
      const angle = (2 * Math.PI * i) / 17;
      return place(0.5 + 0.4 * Math.cos(angle), 0.5 + 0.4 * Math.sin(angle));
    });
    const state = after(startEditor([[]]), ...round);
    expect(state.line).toHaveLength(16);
    expect(state.refusal).toBe("full");
  });

  it("takes back the last point with undo", () => {
    const state = after(startEditor([[]]), place(0.1, 0.1), place(0.5, 0.1), { kind: "undo" });
    expect(state.line).toEqual([[0.1, 0.1]]);
  });

  it("keeps the old area until the new line is closed", () => {
    const state = after(startEditor([kSquare]), { kind: "tool", tool: "polygon" }, place(0.1, 0.1), place(0.5, 0.1));
    expect(activeShape(state)).toEqual(kSquare);
  });
});

describe("changing", () => {
  const start = startEditor([kSquare]);

  it("moves a corner, but not over an edge", () => {
    const moved = after(start, { kind: "moveVertex", vertex: 0, point: [0.1, 0.15] });
    expect(activeShape(moved)[0]).toEqual([0.1, 0.15]);
    const refused = after(start, { kind: "moveVertex", vertex: 0, point: [0.9, 0.3] });
    expect(activeShape(refused)).toEqual(kSquare);
    expect(refused.refusal).toBe("crossing");
  });

  it("adds a corner in the middle of an edge, the last one too", () => {
    expect(activeShape(after(start, { kind: "addVertex", after: 0 }))[1]).toEqual([0.4, 0.2]);
    expect(activeShape(after(start, { kind: "addVertex", after: 3 }))[4]).toEqual([0.2, 0.4]);
  });

  it("removes a corner, but keeps three", () => {
    const three = after(start, { kind: "selectVertex", vertex: 1 }, { kind: "remove" });
    expect(activeShape(three)).toHaveLength(3);
    const refused = after(three, { kind: "remove" });
    expect(activeShape(refused)).toHaveLength(3);
    expect(refused.refusal).toBe("tooFew");
  });

  it("removes the whole area when no corner is chosen", () => {
    const state = after(start, { kind: "remove" });
    expect(activeShape(state)).toEqual([]);
    expect(state.tool).toBe("polygon");
  });

  it("nudges the chosen corner, else the area", () => {
    const pixel = 1 / 1000;
    const corner = after(start, { kind: "selectVertex", vertex: 2 }, { kind: "nudge", dx: pixel, dy: 0 });
    expect(activeShape(corner)).toEqual([kSquare[0], kSquare[1], [0.601, 0.6], kSquare[3]]);
    const whole = after(start, { kind: "nudge", dx: 0, dy: -pixel });
    expect(activeShape(whole)[3]).toEqual([0.2, 0.599]);
  });

  it("leaves the other areas alone", () => {
    const other: Point[] = [[0, 0], [0.1, 0], [0.1, 0.1]];
    const state = after(startEditor([kSquare, other], 1), { kind: "nudge", dx: 0.1, dy: 0 });
    expect(state.shapes[0]).toBe(kSquare);
    expect(state.shapes[1]?.[0]).toEqual([0.1, 0]);
  });
});
