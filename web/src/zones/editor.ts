// SPDX-License-Identifier: Apache-2.0
// The zone editor as a pure state machine: shapes in, shapes out, and why something was refused.
import type { Point } from "../api/types";
import {
  clampPoint,
  kMostVertices,
  middle,
  type Refusal,
  refusalOf,
  rounded,
  samePoint,
  translate,
  wouldCross,
} from "./geometry";

export type Tool = "polygon" | "select";

export interface EditorState {
  tool: Tool;
  /** One polygon per area; an empty one is not drawn yet. */
  shapes: readonly (readonly Point[])[];
  /** The area that is worked on. */
  active: number;
  /** The line being drawn. */
  line: readonly Point[];
  vertex: number | null;
  refusal: Refusal | null;
}

export type EditorAction =
  | { kind: "tool"; tool: Tool }
  | { kind: "activate"; shape: number }
  | { kind: "place"; point: Point }
  | { kind: "close" }
  | { kind: "undo" }
  | { kind: "selectVertex"; vertex: number | null }
  | { kind: "moveVertex"; vertex: number; point: Point }
  | { kind: "nudge"; dx: number; dy: number }
  | { kind: "move"; dx: number; dy: number; from: readonly Point[] }
  | { kind: "addVertex"; after: number }
  | { kind: "remove" };

export function startEditor(shapes: readonly (readonly Point[])[], active = 0): EditorState {
  const drawn = (shapes[active]?.length ?? 0) > 0;
  return { tool: drawn ? "select" : "polygon", shapes, active, line: [], vertex: null, refusal: null };
}

export function activeShape(state: EditorState): readonly Point[] {
  return state.shapes[state.active] ?? [];
}

function withShape(state: EditorState, shape: readonly Point[]): EditorState {
  return {
    ...state,
    shapes: state.shapes.map((old, index) => (index === state.active ? rounded(shape) : old)),
    refusal: null,
  };
}

/** Takes the changed polygon if it is a good one, else keeps the old one and says why. */
function tryShape(state: EditorState, shape: readonly Point[]): EditorState {
  const refusal = refusalOf(shape);
  return refusal === null ? withShape(state, shape) : { ...state, refusal };
}

function place(state: EditorState, raw: Point): EditorState {
  if (state.tool !== "polygon") return state;
  const point = clampPoint(raw);
  const last = state.line.at(-1);
  if (last !== undefined && samePoint(last, point)) return { ...state, refusal: "same" };
  if (state.line.length >= kMostVertices) return { ...state, refusal: "full" };
  if (wouldCross(state.line, point)) return { ...state, refusal: "crossing" };
  return { ...state, line: [...state.line, point], refusal: null };
}

function close(state: EditorState): EditorState {
  const refusal = refusalOf(state.line);
  if (refusal !== null) return { ...state, refusal };
  return { ...withShape(state, state.line), line: [], tool: "select", vertex: null };
}

function moveVertex(state: EditorState, vertex: number, point: Point): EditorState {
  const shape = activeShape(state).map((old, index) => (index === vertex ? clampPoint(point) : old));
  return { ...tryShape(state, shape), vertex };
}

function nudge(state: EditorState, dx: number, dy: number): EditorState {
  if (state.vertex === null) return withShape(state, translate(activeShape(state), dx, dy));
  const old = activeShape(state)[state.vertex];
  return old === undefined ? state : moveVertex(state, state.vertex, [old[0] + dx, old[1] + dy]);
}

function addVertex(state: EditorState, after: number): EditorState {
  const shape = activeShape(state);
  if (shape.length >= kMostVertices) return { ...state, refusal: "full" };
  const [a, b] = [shape[after], shape[(after + 1) % shape.length]];
  if (a === undefined || b === undefined) return state;
  return { ...withShape(state, shape.toSpliced(after + 1, 0, middle(a, b))), vertex: after + 1 };
}

function remove(state: EditorState): EditorState {
  if (state.line.length > 0) return { ...state, line: [], refusal: null };
  if (state.vertex === null) return { ...withShape(state, []), tool: "polygon" };
  const shape = activeShape(state).toSpliced(state.vertex, 1);
  const next = tryShape(state, shape);
  return next.refusal === null ? { ...next, vertex: Math.min(state.vertex, shape.length - 1) } : next;
}

export function editorReducer(state: EditorState, action: EditorAction): EditorState {
  switch (action.kind) {
    case "tool":
      return { ...state, tool: action.tool, line: [], vertex: null, refusal: null };
    case "activate":
      return startEditor(state.shapes, action.shape);
    case "place":
      return place(state, action.point);
    case "close":
      return close(state);
    case "undo":
      return state.line.length > 0
        ? { ...state, line: state.line.slice(0, -1), refusal: null }
        : { ...state, vertex: null, refusal: null };
    case "selectVertex":
      return { ...state, vertex: action.vertex, refusal: null };
    case "moveVertex":
      return moveVertex(state, action.vertex, action.point);
    case "nudge":
      return nudge(state, action.dx, action.dy);
    case "move":
      return withShape(state, translate(action.from, action.dx, action.dy));
    case "addVertex":
      return addVertex(state, action.after);
    case "remove":
      return remove(state);
  }
}
