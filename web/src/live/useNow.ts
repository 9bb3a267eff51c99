// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "react";

/** performance.now(), anew every `milliseconds`. */
export function useNow(milliseconds: number): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
  return now;
}
