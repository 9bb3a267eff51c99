// SPDX-License-Identifier: Apache-2.0
import { getAt } from "../forms/path";
import type { JsonObject } from "../forms/schema";

/** Stands for the camera in a topic. */
export const kMark = "{camera}";

/** The topic with what {camera} stands for. */
export function filledTopic(topic: string, camera: string): string {
  return topic.replaceAll(kMark, camera);
}

/** Where a camera publishes in the manual's form; null where it publishes nothing. */
export function topicOf(settings: JsonObject, camera: string): string | null {
  const topic = getAt(settings, ["mqtt", "topic"]);
  const sends = getAt(settings, ["mqtt", "counts"]) === true || getAt(settings, ["mqtt", "alarms"]) === true;
  return sends && typeof topic === "string" && topic !== "" ? filledTopic(topic, camera) : null;
}

/** The topic with {camera} in it; null where it is in it already. */
export function withCamera(topic: string): string | null {
  return topic.includes(kMark) ? null : `${topic.replace(/\/$/, "")}/${kMark}`;
}
