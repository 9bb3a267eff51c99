// SPDX-License-Identifier: Apache-2.0
import type { Point } from "../api/types";
import type { Size } from "../live/Stage";
import { wouldCross } from "./geometry";
import { toPath } from "./ZoneCanvas";
import styles from "./ZoneCanvas.module.css";

interface Properties {
  line: readonly Point[];
  pointer: Point | null;
  size: Size;
  color: string;
  /** The pointer is at the first point: a click closes the line. */
  closing: boolean;
}

export function DrawingLine({ line, pointer, size, color, closing }: Properties) {
  const last = line.at(-1);
  const [first] = line;
  const refused = pointer !== null && !closing && wouldCross(line, pointer);
  const end = closing && first !== undefined ? first : pointer;
  return (
    <g data-drawing={line.length}>
      {pointer !== null && (
        <path
          className={styles.cross}
          d={`M${pointer[0] * size.width} 0V${size.height}M0 ${pointer[1] * size.height}H${size.width}`}
        />
      )}
      <polyline className={styles.line} points={toPath(line, size)} stroke={color} />
      {last !== undefined && end !== null && (
        <polyline
          className={`${styles.line ?? ""} ${refused ? (styles.refused ?? "") : ""}`}
          points={toPath([last, end], size)}
          stroke={color}
          strokeOpacity={0.8}
        />
      )}
      {line.map(([x, y], index) => (
        <circle
          key={index}
          className={styles.knob}
          data-chosen={index === 0 && closing}
          style={{ color }}
          cx={x * size.width}
          cy={y * size.height}
          r={index === 0 ? 8 : 5}
          stroke={color}
        />
      ))}
    </g>
  );
}
