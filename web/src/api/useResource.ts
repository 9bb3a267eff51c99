// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useState } from "react";
import { useApi } from "./context";
import { type ApiError, asApiError } from "./error";

export interface Resource<T> {
  data: T | null;
  error: ApiError | null;
  loading: boolean;
  reload: () => void;
  replace: (data: T) => void;
}

interface Answer<T> {
  path: string;
  data: T | null;
  error: ApiError | null;
}

/** What a GET answers, asked again every `seconds` where given. Old data stays while new is on its way. */
export function useResource<T>(path: string, seconds?: number): Resource<T> {
  const api = useApi();
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((count) => count + 1), []);
  const replace = useCallback((data: T) => setAnswer({ path, data, error: null }), [path]);

  useEffect(() => {
    const stop = new AbortController();
    api.get<T>(path, stop.signal).then(
      (data) => {
        if (!stop.signal.aborted) setAnswer({ path, data, error: null });
      },
      (reason: unknown) => {
        if (stop.signal.aborted) return;
        const error = asApiError(reason);
        setAnswer((before) => ({ path, data: before?.path === path ? before.data : null, error }));
      },
    );
    return () => stop.abort();
  }, [api, path, round]);

  useEffect(() => {
    if (seconds === undefined) return;
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds, reload]);

  const current = answer?.path === path ? answer : null;
  return { data: current?.data ?? null, error: current?.error ?? null, loading: current === null, reload, replace };
}
