// SPDX-License-Identifier: Apache-2.0
import { type PointerEvent, useRef, useState } from "react";
import type { Point } from "../api/types";
import { useI18n } from "../i18n/I18n";
import type { Size } from "../live/Stage";
import { ActiveShape } from "./ActiveShape";
import { DrawingLine } from "./DrawingLine";
import { activeShape } from "./editor";
import { clampPoint } from "./geometry";
import type { ZoneEditorHandle } from "./useZoneEditor";
import { useZoneKeys } from "./useZoneKeys";
import styles from "./ZoneCanvas.module.css";

export interface ZoneLook {
  name: string;
  color: string;
  enabled: boolean;
}

interface Properties {
  editor: ZoneEditorHandle;
  size: Size;
  /** Of the picture itself: an arrow key moves by one of its pixels. */
  picture: Size;
  looks: readonly ZoneLook[];
  label: string;
}

type Grip = { vertex: number } | { from: readonly Point[]; at: Point };

/** A finger closes a line when it comes this near to the first point, in CSS pixels. */
const kNear = 14;

export function toPath(points: readonly Point[], size: Size): string {
  return points.map(([x, y]) => `${x * size.width},${y * size.height}`).join(" ");
}

export function ZoneCanvas({ editor, size, picture, looks, label }: Properties) {
  const { state, dispatch } = editor;
  const { t } = useI18n();
  const svg = useRef<SVGSVGElement>(null);
  const [grip, setGrip] = useState<Grip | null>(null);
  const [pointer, setPointer] = useState<Point | null>(null);
  const keys = useZoneKeys(editor, picture, pointer, setPointer);

  const color = looks[state.active]?.color ?? "#ffffff";

  const pointAt = (event: PointerEvent): Point => {
    const box = svg.current?.getBoundingClientRect();
    if (box === undefined) return [0, 0];
    return clampPoint([(event.clientX - box.left) / size.width, (event.clientY - box.top) / size.height]);
  };

  const nearFirst = (point: Point): boolean => {
    const first = state.line[0];
    if (first === undefined || state.line.length < 3) return false;
    return Math.hypot((point[0] - first[0]) * size.width, (point[1] - first[1]) * size.height) < kNear;
  };

  const onPointerDown = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return;
    const point = pointAt(event);
    if (state.tool === "polygon") {
      dispatch(nearFirst(point) ? { kind: "close" } : { kind: "place", point });
      return;
    }
    const { vertex, edge, shape } = (event.target as SVGElement).dataset;
    if (vertex !== undefined) {
      setGrip({ vertex: Number(vertex) });
      dispatch({ kind: "selectVertex", vertex: Number(vertex) });
    } else if (edge !== undefined) {
      dispatch({ kind: "addVertex", after: Number(edge) });
      setGrip({ vertex: Number(edge) + 1 });
    } else if (shape !== undefined) {
      if (Number(shape) !== state.active) dispatch({ kind: "activate", shape: Number(shape) });
      else dispatch({ kind: "selectVertex", vertex: null });
      setGrip({ from: state.shapes[Number(shape)] ?? [], at: point });
    } else {
      dispatch({ kind: "selectVertex", vertex: null });
      return;
    }
    event.currentTarget.setPointerCapture(event.pointerId);
  };

  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const point = pointAt(event);
    if (state.tool === "polygon") setPointer(point);
    if (grip === null) return;
    if ("vertex" in grip) dispatch({ kind: "moveVertex", vertex: grip.vertex, point });
    else dispatch({ kind: "move", dx: point[0] - grip.at[0], dy: point[1] - grip.at[1], from: grip.from });
  };

  return (
    <svg
      ref={svg}
      className={styles.canvas}
      data-tool={state.tool}
      viewBox={`0 0 ${size.width} ${size.height}`}
      tabIndex={0}
      role="application"
      aria-label={label}
      aria-roledescription={t("zones.editor")}
      aria-describedby="zone-help"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => setGrip(null)}
      onPointerCancel={() => setGrip(null)}
      onPointerLeave={() => setPointer(null)}
      onKeyDown={keys}
    >
      {state.shapes.map((shape, index) =>
        shape.length === 0 || index === state.active ? null : (
          <polygon
            key={index}
            data-shape={index}
            points={toPath(shape, size)}
            className={styles.other}
            stroke={looks[index]?.color}
            strokeDasharray={looks[index]?.enabled === false ? "7 6" : undefined}
          />
        ),
      )}
      {activeShape(state).length > 0 && (
        <ActiveShape
          editor={editor}
          size={size}
          color={color}
          name={looks[state.active]?.name ?? ""}
          dashed={looks[state.active]?.enabled === false}
        />
      )}
      {state.tool === "polygon" && (
        <DrawingLine
          line={state.line}
          pointer={pointer}
          size={size}
          color={color}
          closing={pointer !== null && nearFirst(pointer)}
        />
      )}
    </svg>
  );
}
