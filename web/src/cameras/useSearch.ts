// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useRef, useState } from "react";
import { type ApiError, asApiError } from "../api/error";
import type { Search } from "../api/types";
import { useSession } from "../session/useSession";

const kLook = 300; // ms

export interface Finder {
  search: Search | null;
  error: ApiError | null;
  busy: boolean;
  start: (body: Record<string, unknown>) => void;
  stop: () => void;
}

/** A search on the server, looked at until it is over; it ends with the page that began it. */
export function useSearch(onFound: (found: NonNullable<Search["found"]>) => void): Finder {
  const { api } = useSession();
  const [search, setSearch] = useState<Search | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef<string | null>(null);
  const round = useRef(0);
  const tell = useRef(onFound);
  useEffect(() => {
    tell.current = onFound;
  });

  const stop = useCallback(() => {
    const id = running.current;
    running.current = null;
    ++round.current;
    setBusy(false);
    if (id !== null) api.send("DELETE", `/finds/${id}`).catch(() => undefined); // it may be over already
  }, [api]);
  useEffect(() => stop, [stop]);

  const follow = async (body: Record<string, unknown>, mine: number) => {
    let latest = await api.send<Search>("POST", "/finds", body);
    running.current = latest.id;
    while (round.current === mine) {
      setSearch(latest);
      if (latest.done) break;
      await new Promise((go) => setTimeout(go, kLook));
      if (round.current !== mine) return;
      latest = await api.get<Search>(`/finds/${latest.id}`);
    }
    if (round.current !== mine) return;
    running.current = null;
    if (latest.found !== null) tell.current(latest.found);
  };

  const start = (body: Record<string, unknown>) => {
    stop();
    const mine = ++round.current;
    setSearch(null);
    setError(null);
    setBusy(true);
    follow(body, mine)
      .catch((reason: unknown) => {
        if (round.current === mine) setError(asApiError(reason));
      })
      .finally(() => {
        if (round.current === mine) setBusy(false);
      });
  };
  return { search, error, busy, start, stop };
}
