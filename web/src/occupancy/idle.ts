// SPDX-License-Identifier: Apache-2.0
import { getAt, type Path } from "../forms/path";
import type { JsonObject } from "../forms/schema";

export type IdleReason =
  "notificationOff" | "onceOnly" | "otherObject" | "countsOff" | "sendsNothing" | "receiverOff" | "notBuilt" | "bwOff";

const kPersonOnly = new Set(["head", "body"]);

/** Which settings another one makes meaningless, and why. */
export function idleReason(path: Path, draft: JsonObject): IdleReason | null {
  const [first, second, third] = path;
  if (first === "repeat" || first === "below_threshold") {
    if (draft["alarm_notification"] === false) return "notificationOff";
    if (first === "below_threshold" && draft["repeat"] === "once") return "onceOnly";
  }
  if (first === "learned_improvements") return "notBuilt";
  if (first === "object" && second?.startsWith("onsite-") === true) return "notBuilt";
  if (first === "black_and_white" && second !== "enabled") {
    if (getAt(draft, ["black_and_white", "enabled"]) === false) return "bwOff";
  }
  if ((first === "thresholds" || first === "min_size" || first === "black_and_white") && second !== undefined) {
    const object = draft["object"];
    const concerns = first !== "thresholds" || kPersonOnly.has(second) ? "human" : second;
    if (typeof object === "string" && concerns !== object) return "otherObject";
  }
  if (first === "mqtt" && (second === "topic" || second === "qos" || second === "retain" || second === "interval")) {
    if (draft["mqtt"] !== null && getAt(draft, ["mqtt", "counts"]) === false) {
      if (second === "interval") return "countsOff";
      if (getAt(draft, ["mqtt", "alarms"]) === false) return "sendsNothing";
    }
  }
  if ((first === "tcp_alarm" || first === "http_alarm") && third !== undefined && third !== "enabled") {
    if (getAt(draft, [first, second ?? "", "enabled"]) === false) return "receiverOff";
  }
  if (first === "http" && third === "interval" && getAt(draft, ["http", second ?? "", "counts"]) === false) return "countsOff";
  return null;
}
