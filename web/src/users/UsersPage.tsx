// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Badge, Button, Group, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { Camera, User } from "../api/types";
import { useAction } from "../api/useAction";
import { useResource } from "../api/useResource";
import { useI18n } from "../i18n/I18n";
import { useSession } from "../session/useSession";
import { Confirm } from "../ui/Confirm";
import { ErrorNote } from "../ui/ErrorNote";
import { Icon } from "../ui/Icon";
import { Loading } from "../ui/Loading";
import { PageHead } from "../ui/PageHead";
import { UserDialog } from "./UserDialog";

export function UsersPage() {
  const { t } = useI18n();
  const { api, user: self } = useSession();
  const users = useResource<User[]>("/users");
  const cameras = useResource<Camera[]>("/cameras");
  const cameraName = (id: string) => cameras.data?.find((camera) => camera.id === id)?.name ?? id;
  const [editing, setEditing] = useState<User | "new" | null>(null);
  const [removing, setRemoving] = useState<User | null>(null);
  const remove = useAction(async () => {
    await api.send("DELETE", `/users/${encodeURIComponent(removing?.name ?? "")}`);
    users.reload();
  });
  return (
    <>
      <PageHead title={t("users.title")}>
        <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setEditing("new")}>
          {t("users.add")}
        </Button>
      </PageHead>
      <ErrorNote error={users.error} retry={users.reload} />
      {users.loading && <Loading />}
      {users.data !== null && (
        <Table.ScrollContainer minWidth={420}>
          <Table verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("users.name")}</Table.Th>
                <Table.Th>{t("users.role")}</Table.Th>
                <Table.Th>{t("users.cameras")}</Table.Th>
                <Table.Th />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {users.data.map((user) => (
                <Table.Tr key={user.name} data-user={user.name}>
                  <Table.Td>
                    <Group gap="xs">
                      <Text size="sm" fw={600}>
                        {user.name}
                      </Text>
                      {user.name === self.name && (
                        <Badge variant="light" tt="none">
                          {t("users.you")}
                        </Badge>
                      )}
                    </Group>
                  </Table.Td>
                  <Table.Td>{t(`users.${user.role}`)}</Table.Td>
                  <Table.Td>{user.cameras === null ? t("users.allCameras") : user.cameras.map(cameraName).join(", ")}</Table.Td>
                  <Table.Td>
                    <Group gap={4} justify="flex-end" wrap="nowrap">
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={t("users.editNamed", { name: user.name })}
                        onClick={() => setEditing(user)}
                      >
                        <Icon name="pencil" size={18} />
                      </ActionIcon>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        disabled={user.name === self.name}
                        aria-label={t("users.removeNamed", { name: user.name })}
                        onClick={() => {
                          remove.clear();
                          setRemoving(user);
                        }}
                      >
                        <Icon name="bin" size={18} />
                      </ActionIcon>
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {editing !== null && (
        <UserDialog
          user={editing === "new" ? null : editing}
          cameras={cameras.data ?? []}
          onClose={() => setEditing(null)}
          onSaved={users.reload}
        />
      )}
      <Confirm
        opened={removing !== null}
        title={t("users.removeNamed", { name: removing?.name ?? "" })}
        text={t("users.removeText")}
        verb={t("users.remove")}
        action={remove}
        onClose={() => setRemoving(null)}
      />
    </>
  );
}
