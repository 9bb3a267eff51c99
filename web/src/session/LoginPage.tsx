// SPDX-License-Identifier: Apache-2.0
import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useApi } from "../api/context";
import type { Session } from "../api/types";
import { useAction } from "../api/useAction";
import { useI18n } from "../i18n/I18n";
import { ErrorNote } from "../ui/ErrorNote";
import { Gatehouse } from "./Gatehouse";

export function LoginPage({ onDone }: { onDone: (session: Session) => void }) {
  const api = useApi();
  const { t } = useI18n();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const login = useAction(async () => onDone(await api.send<Session>("POST", "/session", { name, password })));
  return (
    <Gatehouse title={t("session.loginTitle")} text={t("session.loginText")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void login.run();
        }}
      >
        <Stack>
          <ErrorNote error={login.error} />
          <TextInput
            label={t("session.name")}
            name="username"
            autoComplete="username"
            autoFocus
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <PasswordInput
            label={t("session.password")}
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={login.busy} fullWidth>
            {t("session.login")}
          </Button>
        </Stack>
      </form>
    </Gatehouse>
  );
}
