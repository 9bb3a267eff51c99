// SPDX-License-Identifier: Apache-2.0
import type { LiveOccupancy, LiveTrack } from "../api/live";
import type { Point } from "../api/types";
import { boxColor } from "./colors";
import styles from "./Overlay.module.css";
import type { Size } from "./Stage";

type Reference = LiveOccupancy["reference_point"];

/** Where a box stands: the point that says in which zones it is (OCC-66). */
export function referencePoint(box: LiveTrack["box"], reference: Reference): Point {
  const [x, y, width, height] = box;
  const down = { top: 0, center: 0.5, bottom: 1 }[reference];
  return [Math.min(1, Math.max(0, x + width / 2)), Math.min(1, Math.max(0, y + height * down))];
}

interface Properties {
  track: LiveTrack;
  size: Size;
  point: Reference | null;
  scores: string[] | null;
}

export function BoxMark({ track, size, point, scores }: Properties) {
  const [x, y, width, height] = track.box;
  const dot = point === null ? null : referencePoint(track.box, point);
  return (
    <g data-track={track.id}>
      <rect
        x={x * size.width}
        y={y * size.height}
        width={width * size.width}
        height={height * size.height}
        fill="none"
        stroke={boxColor(track)}
        strokeWidth={2}
        rx={2}
      />
      {dot !== null && (
        <circle
          cx={dot[0] * size.width}
          cy={dot[1] * size.height}
          r={3.5}
          fill="#ffffff"
          stroke="#000000"
          strokeOpacity={0.6}
        />
      )}
      {scores?.map((line, row) => (
        <text key={row} className={styles.text} x={x * size.width + 4} y={y * size.height + 13 + row * 14}>
          {line}
        </text>
      ))}
    </g>
  );
}
