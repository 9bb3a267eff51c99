// SPDX-License-Identifier: Apache-2.0
import { membersOf, type Schema } from "../forms/schema";

export const kTabs = ["basic", "http", "mqtt", "alarm", "detail", "try", "demo"] as const;
export type Tab = (typeof kTabs)[number];

const kKeys: Partial<Record<Tab, readonly string[]>> = {
  basic: ["object", "zones"],
  http: ["http"],
  mqtt: ["mqtt"],
  alarm: ["tcp_alarm", "http_alarm"],
  try: [],
  demo: [],
};

/** The settings of a tab; whatever has no place of its own is a detail. */
export function keysOf(tab: Tab, schema: Schema): string[] {
  const all = membersOf(schema).map(([name]) => name);
  const wanted = kKeys[tab];
  if (wanted !== undefined) return wanted.filter((key) => all.includes(key));
  const placed = Object.values(kKeys).flat();
  return all.filter((key) => !placed.includes(key));
}

/** The tab on which the setting of an error's path ("zones/0/threshold") is seen. */
export function tabOf(path: string, schema: Schema): Tab {
  const steps = path.split("/");
  return kTabs.find((tab) => keysOf(tab, schema).some((key) => steps.includes(key))) ?? "basic";
}
