// SPDX-License-Identifier: Apache-2.0
import { Anchor, Badge, Button, Table, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Camera } from "../api/types";
import { useResource } from "../api/useResource";
import { useI18n } from "../i18n/I18n";
import { formatDuration, formatNumber } from "../i18n/format";
import { mayAct } from "../session/roles";
import { useSession } from "../session/useSession";
import { EmptyState } from "../ui/EmptyState";
import { ErrorNote } from "../ui/ErrorNote";
import { Icon } from "../ui/Icon";
import { Loading } from "../ui/Loading";
import { PageHead } from "../ui/PageHead";
import { RemoveCamera } from "./RemoveCamera";
import { StatusLight } from "./StatusLight";

export function CamerasPage() {
  const { t, language } = useI18n();
  const { user } = useSession();
  const cameras = useResource<Camera[]>("/cameras", 3);
  const admin = mayAct(user.role, "admin");
  const addButton = admin && (
    <Button component={Link} to="/cameras/new" leftSection={<Icon name="plus" size={16} />}>
      {t("cameras.add")}
    </Button>
  );
  return (
    <>
      <PageHead title={t("cameras.title")}>{cameras.data !== null && cameras.data.length > 0 && addButton}</PageHead>
      <ErrorNote error={cameras.error} retry={cameras.reload} />
      {cameras.loading && <Loading />}
      {cameras.data?.length === 0 && (
        <EmptyState title={t("live.emptyTitle")} text={t("live.emptyText")}>
          {addButton}
        </EmptyState>
      )}
      {cameras.data !== null && cameras.data.length > 0 && (
        <Table.ScrollContainer minWidth={560}>
          <Table verticalSpacing="sm" highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("cameras.name")}</Table.Th>
                <Table.Th>{t("cameras.status")}</Table.Th>
                <Table.Th>{t("cameras.picture")}</Table.Th>
                <Table.Th>{t("cameras.lastPicture")}</Table.Th>
                <Table.Th>{t("cameras.software")}</Table.Th>
                <Table.Th />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {cameras.data.map((camera) => (
                <Table.Tr key={camera.id} data-camera={camera.id}>
                  <Table.Td>
                    <Anchor component={Link} to={`/cameras/${camera.id}`} fw={600} size="sm">
                      {camera.name}
                    </Anchor>
                    <Text size="xs" c="dimmed">
                      {camera.id}
                      {camera.settings.unit !== "" &&
                        ` · ${t("cameras.sensorOf", { channel: camera.settings.channel, unit: camera.settings.unit })}`}
                      {camera.declared && ` · ${t("cameras.fromFile")}`}
                    </Text>
                  </Table.Td>
                  <Table.Td maw={280}>
                    <StatusLight state={camera.state} words />
                    {camera.reason !== null && (
                      <Text size="xs" c="dimmed">
                        {camera.reason.message}. {camera.reason.remedy}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>
                    {camera.picture === null ? (
                      "–"
                    ) : (
                      <>
                        <Text size="sm">
                          {camera.picture.width} × {camera.picture.height}
                        </Text>
                        <Text size="xs" c="dimmed">
                          {formatNumber(camera.picture.rate, language)} {t("source.perSecond")}
                        </Text>
                      </>
                    )}
                  </Table.Td>
                  <Table.Td>{camera.picture === null ? "–" : formatDuration(camera.picture.age, language)}</Table.Td>
                  <Table.Td>
                    {camera.apps.map((app) => (
                      <AppBadge key={app} app={app} />
                    ))}
                  </Table.Td>
                  <Table.Td ta="right">{admin && !camera.declared && <RemoveCamera camera={camera} onRemoved={cameras.reload} />}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </>
  );
}

function AppBadge({ app }: { app: string }) {
  const { maybe } = useI18n();
  return (
    <Badge variant="light" tt="none" fw={500}>
      {maybe(`apps.${app}`) ?? app}
    </Badge>
  );
}
