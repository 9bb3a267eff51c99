// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "react";
import { useApi } from "../api/context";
import { type ApiError, asApiError } from "../api/error";
import type { EventEnvelope, EventPage } from "../api/types";
import type { SocketState } from "../live/socket";
import { type EventFilter, filterQuery, merge, passes } from "./filter";
import { useEventStream } from "./useEventStream";

const kPageSize = 50;

interface Events {
  events: EventEnvelope[] | null;
  error: ApiError | null;
  older: (() => Promise<void>) | null;
  reload: () => void;
  connection: SocketState;
}

interface Loaded {
  query: string;
  events: EventEnvelope[];
  next: string | null;
}

/** The events that pass `filter`, newest first; new ones come by themselves, older ones when asked for. */
export function useEvents(filter: EventFilter): Events {
  const api = useApi();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [round, setRound] = useState(0);
  const query = filterQuery(filter, null, kPageSize);
  const reload = () => setRound((count) => count + 1);

  useEffect(() => {
    const stop = new AbortController();
    api.get<EventPage>(`/events?${query}`, stop.signal).then(
      (page) => {
        if (stop.signal.aborted) return;
        setError(null);
        setLoaded({ query, events: page.events, next: page.next });
      },
      (reason: unknown) => {
        if (!stop.signal.aborted) setError(asApiError(reason));
      },
    );
    return () => stop.abort();
  }, [api, query, round]);

  const connection = useEventStream((event) => {
    if (!passes(filter, event)) return;
    setLoaded((before) => before && { ...before, events: merge([event], before.events) });
  }, reload);

  const current = loaded?.query === query ? loaded : null;
  const next = current?.next ?? null;
  const older =
    next === null
      ? null
      : async () => {
          try {
            const page = await api.get<EventPage>(`/events?${filterQuery(filter, next, kPageSize)}`);
            setLoaded((before) => before && { ...before, events: merge(before.events, page.events), next: page.next });
          } catch (reason) {
            setError(asApiError(reason));
          }
        };

  return { events: current?.events ?? null, error, older, reload, connection };
}
