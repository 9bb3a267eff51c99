// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, Group, Modal, NativeSelect, PasswordInput, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Camera, Role, User } from "../api/types";
import { useAction } from "../api/useAction";
import { useI18n } from "../i18n/I18n";
import { useSession } from "../session/useSession";
import { ErrorNote } from "../ui/ErrorNote";

interface Properties {
  /** Null: a new one. */
  user: User | null;
  cameras: readonly Camera[];
  onClose: () => void;
  onSaved: () => void;
}

const kRoles: readonly Role[] = ["viewer", "operator", "admin"];

export function UserDialog({ user, cameras, onClose, onSaved }: Properties) {
  const { t } = useI18n();
  const { api } = useSession();
  const [name, setName] = useState(user?.name ?? "");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState<Role>(user?.role ?? "viewer");
  const [chosen, setChosen] = useState<string[] | null>(user?.cameras ?? null);
  const save = useAction(async () => {
    const rights = { role, cameras: chosen };
    if (user === null) await api.send("POST", "/users", { name, password, ...rights });
    else
      await api.send("PUT", `/users/${encodeURIComponent(user.name)}`, password === "" ? rights : { ...rights, password });
    onSaved();
    onClose();
  });
  return (
    <Modal
      opened
      onClose={onClose}
      centered
      title={user === null ? t("users.add") : t("users.editNamed", { name: user.name })}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <Stack>
          <ErrorNote error={save.error} />
          {user === null && (
            <TextInput
              label={t("users.name")}
              autoComplete="off"
              required
              data-autofocus
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          <PasswordInput
            label={user === null ? t("session.password") : t("users.newPassword")}
            description={user === null ? undefined : t("users.newPasswordHelp")}
            autoComplete="new-password"
            required={user === null}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <NativeSelect
            label={t("users.role")}
            description={t(`users.${role}Text`)}
            value={role}
            data={kRoles.map((value) => ({ value, label: t(`users.${value}`) }))}
            onChange={(event) => setRole(event.currentTarget.value as Role)}
          />
          <Switch
            label={t("users.allCameras")}
            checked={chosen === null}
            onChange={(event) => setChosen(event.currentTarget.checked ? null : [])}
          />
          {chosen !== null && (
            <Checkbox.Group label={t("users.cameras")} value={chosen} onChange={setChosen}>
              <Stack gap={6} mt={4}>
                {cameras.map((camera) => (
                  <Checkbox key={camera.id} value={camera.id} label={camera.name} />
                ))}
                {cameras.length === 0 && <Text size="sm">{t("live.emptyTitle")}</Text>}
              </Stack>
            </Checkbox.Group>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("common.cancel")}
            </Button>
            <Button type="submit" loading={save.busy}>
              {user === null ? t("users.add") : t("form.set")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
