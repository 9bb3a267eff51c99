// SPDX-License-Identifier: Apache-2.0
import { useCallback, useState } from "react";
import { type ApiError, asApiError } from "./error";

export interface Action<Arguments extends unknown[]> {
  run: (...values: Arguments) => Promise<boolean>;
  busy: boolean;
  error: ApiError | null;
  clear: () => void;
}

/** A call that changes something: says while it runs, keeps what went wrong, answers whether it went well. */
export function useAction<Arguments extends unknown[]>(work: (...values: Arguments) => Promise<void>): Action<Arguments> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const run = async (...values: Arguments): Promise<boolean> => {
    setBusy(true);
    setError(null);
    try {
      await work(...values);
      return true;
    } catch (reason) {
      setError(asApiError(reason));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const clear = useCallback(() => setError(null), []);
  return { run, busy, error, clear };
}
