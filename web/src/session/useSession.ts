// SPDX-License-Identifier: Apache-2.0
import { createContext, useContext } from "react";
import type { ApiClient } from "../api/client";
import type { SessionUser } from "../api/types";

export interface SessionState {
  api: ApiClient;
  user: SessionUser;
  version: string;
  /** Asks the server again who is logged in. */
  refresh: () => void;
}

export const SessionContext = createContext<SessionState | null>(null);

export function useSession(): SessionState {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("useSession outside of SessionProvider");
  return session;
}
