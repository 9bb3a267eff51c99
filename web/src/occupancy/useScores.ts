// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { same } from "../forms/path";
import type { JsonObject } from "../forms/schema";
import type { LiveFrame } from "../live/feed";
import { judged, type Rule } from "../live/judge";
import type { TrackView } from "../live/Overlay";
import { kindsOf, type Measured, measure, scoreLines, type ScoreKind, scoresOf } from "../live/scores";
import { ruleOf } from "./thresholds";

export interface Scores {
  display: boolean;
  setDisplay: (on: boolean) => void;
  measuring: boolean;
  setMeasuring: (on: boolean) => void;
  measured: Measured;
  /** The scores of the chosen object. */
  kinds: readonly ScoreKind[];
  /** The picture has no colour. */
  colourless: boolean;
  view: TrackView | null;
}

/** What is in force for the picture, where the server says it. */
function liveRule(frame: LiveFrame | null, fallback: Rule): Rule {
  const live = frame?.header.apps.occupancy;
  if (live === undefined) return fallback;
  return { ...fallback, object: live.object, thresholds: live.thresholds ?? fallback.thresholds };
}

/**
 * Display score and Measure score of the demo screen (OCC-81). Boxes and scores are judged by the draft where one may
 * change it (`preview`), else by what is in force.
 */
export function useScores(frame: LiveFrame | null, draft: JsonObject, preview: boolean): Scores {
  const [display, setDisplay] = useState(false);
  const [measuring, setMeasuring] = useState(false);
  const [seen, setSeen] = useState<{ sequence: number; measured: Measured }>({ sequence: -1, measured: {} });
  const colourless = frame?.header.quality.includes("monochrome") === true;
  const drafted = ruleOf(draft, colourless);
  const live = liveRule(frame, drafted);
  const rule = preview ? drafted : live;
  const { object, thresholds } = rule;

  if (measuring && frame !== null && frame.header.sequence !== seen.sequence) {
    setSeen({ sequence: frame.header.sequence, measured: measure(seen.measured, frame.header.tracks, object) });
  }

  const differs = object !== live.object || !same({ ...thresholds }, { ...live.thresholds });
  const tracksOf: TrackView["tracksOf"] = (header) => {
    const tracks = differs ? judged(header, rule) : header.tracks;
    // With its score on display, what is below the threshold has a box too.
    return tracks.filter((track) => (display ? scoresOf(track, object).length > 0 : track.counted !== false));
  };
  return {
    display,
    setDisplay: (on) => {
      setDisplay(on);
      if (!on) setMeasuring(false);
    },
    measuring,
    setMeasuring: (on) => {
      if (on) setSeen({ sequence: -1, measured: {} });
      setMeasuring(on && display);
    },
    measured: seen.measured,
    kinds: kindsOf(object),
    colourless,
    view: display || differs ? { tracksOf, textOf: (track) => (display ? scoreLines(track, object, thresholds) : null) } : null,
  };
}
