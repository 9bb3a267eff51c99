// SPDX-License-Identifier: Apache-2.0
import { Container } from "@mantine/core";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { useApi } from "../api/context";
import { type ApiError, asApiError } from "../api/error";
import type { Session } from "../api/types";
import { useI18n } from "../i18n/I18n";
import { ErrorNote } from "../ui/ErrorNote";
import { Loading } from "../ui/Loading";
import { LoginPage } from "./LoginPage";
import { SetupPage } from "./SetupPage";
import { SessionContext } from "./useSession";

/** Shows its children to somebody who is logged in, and to others the way in. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const api = useApi();
  const { setLanguage } = useI18n();
  const [session, setSession] = useState<Session | null>(null);
  const [error, setError] = useState<ApiError | null>(null);

  const accept = useCallback(
    (next: Session) => {
      api.useToken(next.token);
      if (next.user !== null) setLanguage(next.user.language);
      setError(null);
      setSession(next);
    },
    [api, setLanguage],
  );

  const refresh = useCallback(() => {
    api.get<Session>("/session").then(accept, (reason: unknown) => setError(asApiError(reason)));
  }, [api, accept]);

  useEffect(() => {
    refresh();
    return api.onSignedOut(refresh);
  }, [api, refresh]);

  const state = useMemo(
    () => (session?.user == null ? null : { api, user: session.user, version: session.version, refresh }),
    [api, session, refresh],
  );

  if (error !== null && session === null) {
    return (
      <Container size="xs" pt="20vh">
        <ErrorNote error={error} retry={refresh} />
      </Container>
    );
  }
  if (session === null) return <Loading height="100vh" />;
  if (session.setup_required) return <SetupPage onDone={accept} />;
  if (state === null) return <LoginPage onDone={accept} />;
  return <SessionContext value={state}>{children}</SessionContext>;
}
