// SPDX-License-Identifier: Apache-2.0
import { Anchor, Group } from "@mantine/core";
import { Link, useParams } from "react-router";
import type { Camera } from "../api/types";
import { useResource } from "../api/useResource";
import type { JsonObject, Schema } from "../forms/schema";
import { useI18n } from "../i18n/I18n";
import { ErrorNote } from "../ui/ErrorNote";
import { Icon } from "../ui/Icon";
import { Loading } from "../ui/Loading";
import { PageHead } from "../ui/PageHead";
import { OccupancyForm } from "./OccupancyForm";

export function OccupancyPage() {
  const { id = "" } = useParams();
  const { t } = useI18n();
  const base = `/cameras/${encodeURIComponent(id)}`;
  const camera = useResource<Camera>(base);
  const schema = useResource<Schema>("/schema/occupancy");
  const settings = useResource<JsonObject>(`${base}/apps/occupancy`);
  // Without the app on the camera there is nothing kept: the form starts from the defaults.
  const absent = settings.error?.status === 404 && camera.data !== null;
  const error = camera.error ?? schema.error ?? (absent ? null : settings.error);
  const ready = camera.data !== null && schema.data !== null && (settings.data !== null || absent);
  return (
    <>
      <PageHead title={t("occupancy.title", { camera: camera.data?.name ?? id })}>
        <Anchor component={Link} to={`/cameras/${id}`} size="sm">
          <Group gap={4}>
            <Icon name="back" size={16} />
            {t("occupancy.toCamera")}
          </Group>
        </Anchor>
      </PageHead>
      <ErrorNote error={error} retry={() => [camera, schema, settings].forEach((one) => one.reload())} />
      {error === null && !ready && <Loading />}
      {ready && camera.data !== null && schema.data !== null && (
        <OccupancyForm key={id} camera={camera.data} schema={schema.data} saved={settings.data} />
      )}
    </>
  );
}
