// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import type { Point } from "../api/types";
import { type EditorAction, editorReducer, type EditorState, startEditor } from "./editor";

export interface ZoneEditorHandle {
  state: EditorState;
  dispatch: (action: EditorAction) => void;
}

/** The editor of areas that somebody else owns: it keeps the tool, the line and the selection only. */
export function useZoneEditor(
  shapes: readonly (readonly Point[])[],
  onShapes: (shapes: readonly (readonly Point[])[]) => void,
): ZoneEditorHandle {
  const [own, setOwn] = useState<Omit<EditorState, "shapes">>(() => startEditor(shapes));
  const active = Math.min(own.active, Math.max(0, shapes.length - 1));
  const state: EditorState = { ...own, active, shapes };
  const dispatch = (action: EditorAction) => {
    const next = editorReducer(state, action);
    setOwn(next);
    if (next.shapes !== shapes) onShapes(next.shapes);
  };
  return { state, dispatch };
}
