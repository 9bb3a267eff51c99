// SPDX-License-Identifier: Apache-2.0
import type { KeyboardEvent } from "react";
import type { Point } from "../api/types";
import type { Size } from "../live/Stage";
import { activeShape } from "./editor";
import { clampPoint } from "./geometry";
import type { ZoneEditorHandle } from "./useZoneEditor";

const kArrows: Record<string, Point> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** With Shift an arrow key goes this far, as a fraction of the picture. */
const kStride = 0.05;

/** Everything the mouse does, by keys. The pointer of the polygon tool is moved by the arrows and placed by Space. */
export function useZoneKeys(
  { state, dispatch }: ZoneEditorHandle,
  picture: Size,
  pointer: Point | null,
  setPointer: (point: Point) => void,
): (event: KeyboardEvent) => void {
  const onArrow = (arrow: Point, far: boolean) => {
    const dx = arrow[0] * (far ? kStride : 1 / picture.width);
    const dy = arrow[1] * (far ? kStride : 1 / picture.height);
    if (state.tool === "select") {
      if (activeShape(state).length > 0) dispatch({ kind: "nudge", dx, dy });
      return;
    }
    const [x, y] = pointer ?? state.line.at(-1) ?? [0.5, 0.5];
    setPointer(clampPoint([x + dx, y + dy]));
  };

  return (event) => {
    const arrow = kArrows[event.key];
    if (arrow !== undefined) onArrow(arrow, event.shiftKey);
    else if (event.key === " " && state.tool === "polygon") dispatch({ kind: "place", point: pointer ?? [0.5, 0.5] });
    else if (event.key === "Enter" && state.tool === "polygon") dispatch({ kind: "close" });
    else if (event.key === "Escape") dispatch({ kind: "undo" });
    else if (event.key === "Backspace" && state.tool === "polygon") dispatch({ kind: "undo" });
    else if (event.key === "Delete" || event.key === "Backspace") dispatch({ kind: "remove" });
    else return;
    event.preventDefault();
  };
}
