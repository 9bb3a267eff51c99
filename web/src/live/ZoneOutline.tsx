// SPDX-License-Identifier: Apache-2.0
import type { LiveZone } from "../api/live";
import type { Language, Point } from "../api/types";
import { formatNumber } from "../i18n/format";
import { zoneColor } from "./colors";
import styles from "./Overlay.module.css";
import type { Size } from "./Stage";

interface Properties {
  zone: LiveZone;
  index: number;
  size: Size;
  text: boolean;
  alarmText: string;
  language: Language;
}

export function ZoneOutline({ zone, index, size, text, alarmText, language }: Properties) {
  if (zone.polygon.length < 3) return null;
  const color = zoneColor(index);
  const anchor = textAnchor(zone.polygon);
  const x = Math.min(anchor[0] * size.width + 6, size.width - 120);
  const y = Math.max(16, anchor[1] * size.height + 16);
  return (
    <g data-zone={index} data-alarm={zone.alarm}>
      <polygon
        points={zone.polygon.map(([px, py]) => `${px * size.width},${py * size.height}`).join(" ")}
        fill={zone.alarm ? "#ff3336" : color}
        fillOpacity={zone.alarm ? 0.14 : zone.enabled ? 0.05 : 0}
        stroke={color}
        strokeWidth={2}
        strokeDasharray={zone.enabled ? undefined : "7 6"}
      />
      {text && zone.enabled && (
        <text x={x} y={y} className={styles.text}>
          <tspan>{zone.name}</tspan>
          <tspan dx={8}>{`${zone.count ?? "–"}/${zone.threshold}`}</tspan>
          <tspan dx={8}>{`${formatNumber(zone.timer, language)} s`}</tspan>
          {zone.alarm && (
            <tspan dx={8} className={styles.alarm}>
              {alarmText}
            </tspan>
          )}
        </text>
      )}
    </g>
  );
}

/** The upper left of the polygon's own vertices, so that the words stand at the zone they speak of. */
function textAnchor(polygon: Point[]): Point {
  return polygon.reduce((best, point) => (point[0] + point[1] * 1.5 < best[0] + best[1] * 1.5 ? point : best));
}
