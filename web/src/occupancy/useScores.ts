// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { getAt } from "../forms/path";
import type { JsonObject } from "../forms/schema";
import type { LiveFrame } from "../live/feed";
import { type Measured, measure, type ScoreView, scoreView, type Thresholds } from "../live/scores";

export interface Scores {
  display: boolean;
  setDisplay: (on: boolean) => void;
  measuring: boolean;
  setMeasuring: (on: boolean) => void;
  measured: Measured;
  view: ScoreView | null;
}

const kNothing: Measured = { head: null, body: null };

function threshold(draft: JsonObject, key: string, standard: number): number {
  const value = getAt(draft, ["thresholds", key]);
  return typeof value === "number" ? value : standard;
}

/** Those in force for the picture, where the server says them: for black and white there are others (OCC-63). */
function thresholdsOf(frame: LiveFrame | null, draft: JsonObject): Thresholds {
  const live = frame?.header.apps.occupancy;
  const standard = { head: threshold(draft, "head", 30), body: threshold(draft, "body", 25) };
  if (live?.thresholds === undefined) return standard;
  const { head, body, vehicle, bicycle } = live.thresholds;
  return { head, body: { vehicle, bicycle }[live.object] ?? body };
}

/** Display score and Measure score of the demo screen (OCC-81). */
export function useScores(frame: LiveFrame | null, draft: JsonObject): Scores {
  const [display, setDisplay] = useState(false);
  const [measuring, setMeasuring] = useState(false);
  const [seen, setSeen] = useState<{ sequence: number; measured: Measured }>({ sequence: -1, measured: kNothing });

  if (measuring && frame !== null && frame.header.sequence !== seen.sequence) {
    setSeen({ sequence: frame.header.sequence, measured: measure(seen.measured, frame.header.tracks) });
  }

  return {
    display,
    setDisplay: (on) => {
      setDisplay(on);
      if (!on) setMeasuring(false);
    },
    measuring,
    setMeasuring: (on) => {
      if (on) setSeen({ sequence: -1, measured: kNothing });
      setMeasuring(on && display);
    },
    measured: seen.measured,
    view: display ? scoreView(thresholdsOf(frame, draft)) : null,
  };
}
