// SPDX-License-Identifier: Apache-2.0
import type { EventEnvelope } from "../api/types";

export interface EventFilter {
  camera: string;
  type: string;
}

/** "" is all. Alarms are what an operator comes for. */
export function parseFilter(address: URLSearchParams): EventFilter {
  return { camera: address.get("camera") ?? "", type: address.get("type") ?? "alarm" };
}

export function filterQuery(filter: EventFilter, before: string | null, limit: number): string {
  const query = new URLSearchParams();
  if (filter.camera !== "") query.set("camera", filter.camera);
  if (filter.type !== "" && filter.type !== "all") query.set("type", filter.type);
  if (before !== null) query.set("before", before);
  query.set("limit", String(limit));
  return query.toString();
}

export function passes(filter: EventFilter, event: EventEnvelope): boolean {
  return (
    (filter.camera === "" || event.camera === filter.camera) &&
    (filter.type === "" || filter.type === "all" || event.type === filter.type)
  );
}

/** New ones first, each once: a redelivered event keeps its id. */
export function merge(fresh: readonly EventEnvelope[], known: readonly EventEnvelope[]): EventEnvelope[] {
  const ids = new Set<string>();
  return [...fresh, ...known].filter((event) => {
    if (ids.has(event.id)) return false;
    ids.add(event.id);
    return true;
  });
}
