// SPDX-License-Identifier: Apache-2.0
import type { Path } from "../forms/path";
import type { JsonObject } from "../forms/schema";

/** Which settings of the broker another one makes meaningless, and why. */
export function idleBroker([first]: Path, draft: JsonObject): "noBroker" | "notDescribed" | "plainMqtt" | null {
  const url = draft["url"];
  if (first === "url" || typeof url !== "string") return null;
  if (url === "") return "noBroker";
  if (first === "home_assistant_prefix" && draft["home_assistant"] === false) return "notDescribed";
  if (first === "tls" && url.startsWith("mqtt://")) return "plainMqtt";
  return null;
}
