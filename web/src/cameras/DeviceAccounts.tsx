// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Button, Group, NativeSelect, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import type { Camera, Device, NewDevice } from "../api/types";
import { useAction } from "../api/useAction";
import { useResource } from "../api/useResource";
import { formatDay } from "../i18n/format";
import { useI18n } from "../i18n/I18n";
import { useSession } from "../session/useSession";
import { Confirm } from "../ui/Confirm";
import { ErrorNote } from "../ui/ErrorNote";
import { Icon } from "../ui/Icon";
import { Loading } from "../ui/Loading";
import { NewDevicePassword } from "./NewDevicePassword";

/** What recorders log in with at this camera: made here, the password shown once, and removed. For admins. */
export function DeviceAccounts({ camera }: { camera: Camera }) {
  const { t, language } = useI18n();
  const { api } = useSession();
  const { unit } = camera.settings;
  const opens = unit === "" ? [camera.id] : [camera.id, unit];
  const devices = useResource<Device[]>("/devices");
  const [name, setName] = useState("");
  const [target, setTarget] = useState(camera.id);
  const [made, setMade] = useState<NewDevice | null>(null);
  const [removing, setRemoving] = useState<string | null>(null);
  const add = useAction(async () => {
    setMade(await api.send<NewDevice>("POST", "/devices", { name: name.trim(), camera: target }));
    setName("");
    devices.reload();
  });
  const remove = useAction(async () => {
    await api.send("DELETE", `/devices/${encodeURIComponent(removing ?? "")}`);
    if (made?.name === removing) setMade(null);
    devices.reload();
  });
  const targetName = (id: string) => (id === camera.id ? camera.name : t("devices.allOf", { unit: id }));
  const list = devices.data?.filter((device) => opens.includes(device.camera)) ?? [];
  const atName = add.error?.fields.find((field) => field.path === "name");
  return (
    <section aria-label={t("devices.title")}>
      <Stack gap="xs">
        <Title order={2} size="h4">
          {t("devices.title")}
        </Title>
        <Text size="sm" c="dimmed">
          {t("devices.text")}
        </Text>
        <ErrorNote error={devices.error} retry={devices.reload} />
        {devices.loading && <Loading height="2rem" />}
        {devices.data !== null && list.length === 0 && <Text size="sm">{t("devices.none")}</Text>}
        {list.length > 0 && (
          <Table verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("devices.name")}</Table.Th>
                {unit !== "" && <Table.Th>{t("devices.opens")}</Table.Th>}
                <Table.Th>{t("devices.created")}</Table.Th>
                <Table.Th />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.map((device) => (
                <Table.Tr key={device.name}>
                  <Table.Td style={{ overflowWrap: "anywhere" }}>{device.name}</Table.Td>
                  {unit !== "" && <Table.Td>{targetName(device.camera)}</Table.Td>}
                  <Table.Td>{formatDay(device.created, language)}</Table.Td>
                  <Table.Td align="right">
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={t("devices.removeNamed", { name: device.name })}
                      onClick={() => {
                        remove.clear();
                        setRemoving(device.name);
                      }}
                    >
                      <Icon name="bin" size={18} />
                    </ActionIcon>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        {made !== null && <NewDevicePassword device={made} onClose={() => setMade(null)} />}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void add.run();
          }}
        >
          <Group gap="sm" align="flex-start">
            <TextInput
              style={{ flex: 1 }}
              label={t("devices.newName")}
              placeholder="recorder"
              autoComplete="off"
              required
              value={name}
              error={atName === undefined ? undefined : [atName.message, atName.remedy].filter(Boolean).join(" — ")}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            {unit !== "" && (
              <NativeSelect
                label={t("devices.opens")}
                value={target}
                data={opens.map((id) => ({ value: id, label: targetName(id) }))}
                onChange={(event) => setTarget(event.currentTarget.value)}
              />
            )}
            <Button type="submit" variant="default" mt={25} loading={add.busy} disabled={name.trim() === ""}>
              {t("devices.add")}
            </Button>
          </Group>
        </form>
        {add.error !== null && atName === undefined && <ErrorNote error={add.error} />}
      </Stack>
      <Confirm
        opened={removing !== null}
        title={t("devices.removeNamed", { name: removing ?? "" })}
        text={t("devices.removeText")}
        verb={t("devices.remove")}
        action={remove}
        onClose={() => setRemoving(null)}
      />
    </section>
  );
}
