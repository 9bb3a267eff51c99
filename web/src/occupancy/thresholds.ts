// SPDX-License-Identifier: Apache-2.0
import { getAt, type Path } from "../forms/path";
import type { Json, JsonObject } from "../forms/schema";
import type { Rule } from "../live/judge";
import type { ScoreKind, Thresholds } from "../live/scores";

/** Where the threshold of a score stands: a picture without colour has a pair of its own for people (OCC-63). */
export function thresholdPath(kind: ScoreKind, draft: JsonObject, colourless: boolean): Path {
  const own = colourless && getAt(draft, ["black_and_white", "enabled"]) === true && (kind === "head" || kind === "body");
  return [own ? "black_and_white" : "thresholds", kind];
}

function numberOr(value: Json | undefined, standard: number): number {
  return typeof value === "number" ? value : standard;
}

function thresholdsOf(draft: JsonObject, colourless: boolean): Thresholds {
  const value = (kind: ScoreKind, standard: number) => numberOr(getAt(draft, thresholdPath(kind, draft, colourless)), standard);
  return { head: value("head", 30), body: value("body", 25), vehicle: value("vehicle", 25), bicycle: value("bicycle", 25) };
}

/** What the settings say of which objects count. */
export function ruleOf(draft: JsonObject, colourless: boolean): Rule {
  const object = draft["object"];
  const least = (part: string) => numberOr(getAt(draft, ["min_size", part]), 38);
  return {
    object: typeof object === "string" ? object : "human",
    thresholds: thresholdsOf(draft, colourless),
    least: { head: least("head"), body: least("body") },
  };
}
