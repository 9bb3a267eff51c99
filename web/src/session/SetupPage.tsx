// SPDX-License-Identifier: Apache-2.0
import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useApi } from "../api/context";
import type { Session } from "../api/types";
import { useAction } from "../api/useAction";
import { useI18n } from "../i18n/I18n";
import { ErrorNote } from "../ui/ErrorNote";
import { Gatehouse } from "./Gatehouse";

/** The first visit: the secret that the terminal printed, and the first account. */
export function SetupPage({ onDone }: { onDone: (session: Session) => void }) {
  const api = useApi();
  const { t, language } = useI18n();
  // The address that the daemon prints may carry the secret in its fragment, which is never sent or logged.
  const [secret, setSecret] = useState(() => new URLSearchParams(location.hash.slice(1)).get("secret") ?? "");
  const [name, setName] = useState("admin");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const setup = useAction(async () => {
    const session = await api.send<Session>("POST", "/setup", { secret: secret.trim(), name, password, language });
    history.replaceState(null, "", location.pathname);
    onDone(session);
  });
  const differs = again !== "" && again !== password;
  return (
    <Gatehouse title={t("session.setupTitle")} text={t("session.setupText")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (again === password) void setup.run();
        }}
      >
        <Stack>
          <ErrorNote error={setup.error} />
          <TextInput
            label={t("session.secret")}
            description={t("session.secretHelp")}
            autoComplete="one-time-code"
            autoFocus
            required
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
          <TextInput
            label={t("session.adminName")}
            autoComplete="username"
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("session.newPassword")}
            autoComplete="new-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("session.passwordAgain")}
            autoComplete="new-password"
            required
            error={differs ? t("session.passwordsDiffer") : null}
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
          />
          <Button type="submit" loading={setup.busy} disabled={differs} fullWidth>
            {t("session.setup")}
          </Button>
        </Stack>
      </form>
    </Gatehouse>
  );
}
