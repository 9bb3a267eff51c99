// SPDX-License-Identifier: Apache-2.0
import { Fragment } from "react";
import { useI18n } from "../i18n/I18n";
import type { Size } from "../live/Stage";
import { activeShape } from "./editor";
import { kMostVertices, middle } from "./geometry";
import type { ZoneEditorHandle } from "./useZoneEditor";
import { toPath } from "./ZoneCanvas";
import styles from "./ZoneCanvas.module.css";

interface Properties {
  editor: ZoneEditorHandle;
  size: Size;
  color: string;
  name: string;
  dashed: boolean;
}

/** What a finger can hit, against what is seen, in CSS pixels. */
const kReach = 16;

export function ActiveShape({ editor, size, color, name, dashed }: Properties) {
  const { state, dispatch } = editor;
  const { t } = useI18n();
  const shape = activeShape(state);
  const handles = state.tool === "select";
  return (
    <g style={{ color }}>
      <polygon
        data-shape={state.active}
        className={styles.area}
        points={toPath(shape, size)}
        fill={color}
        fillOpacity={0.12}
        stroke={color}
        strokeDasharray={dashed ? "7 6" : undefined}
        tabIndex={handles ? 0 : -1}
        role="button"
        aria-label={t("zones.area", { name })}
        onFocus={() => dispatch({ kind: "selectVertex", vertex: null })}
      />
      {handles &&
        shape.map((point, index) => {
          const half = middle(point, shape[(index + 1) % shape.length] ?? point);
          return (
            <Fragment key={index}>
              <g
                className={styles.vertex}
                tabIndex={0}
                role="button"
                aria-label={t("zones.point", { number: index + 1, total: shape.length })}
                onFocus={() => {
                  if (state.vertex !== index) dispatch({ kind: "selectVertex", vertex: index });
                }}
              >
                <circle
                  data-vertex={index}
                  className={styles.reach}
                  cx={point[0] * size.width}
                  cy={point[1] * size.height}
                  r={kReach}
                />
                <circle
                  className={styles.knob}
                  data-chosen={state.vertex === index}
                  cx={point[0] * size.width}
                  cy={point[1] * size.height}
                  r={6}
                  stroke={color}
                />
              </g>
              {shape.length < kMostVertices && (
                <g
                  className={styles.edge}
                  tabIndex={0}
                  role="button"
                  aria-label={t("zones.addPoint", { number: index + 1 })}
                  onKeyDown={(event) => {
                    if (event.key !== "Enter" && event.key !== " ") return;
                    event.preventDefault();
                    event.stopPropagation();
                    dispatch({ kind: "addVertex", after: index });
                  }}
                >
                  <circle
                    data-edge={index}
                    className={styles.reach}
                    cx={half[0] * size.width}
                    cy={half[1] * size.height}
                    r={kReach - 4}
                  />
                  <circle
                    className={styles.knob}
                    cx={half[0] * size.width}
                    cy={half[1] * size.height}
                    r={3.5}
                    stroke={color}
                  />
                </g>
              )}
            </Fragment>
          );
        })}
    </g>
  );
}
