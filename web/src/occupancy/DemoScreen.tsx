// SPDX-License-Identifier: Apache-2.0
import { useEffect } from "react";
import { useParams } from "react-router";
import type { Camera } from "../api/types";
import { useResource } from "../api/useResource";
import type { JsonObject, Schema } from "../forms/schema";
import { useI18n } from "../i18n/I18n";
import { ErrorNote } from "../ui/ErrorNote";
import { Loading } from "../ui/Loading";
import { DemoWindow } from "./DemoWindow";

/** A window of its own for showing round: the picture as large as it gets, and the figures (OCC-80). */
export function DemoScreen() {
  const { id = "" } = useParams();
  const { t } = useI18n();
  const base = `/cameras/${encodeURIComponent(id)}`;
  const camera = useResource<Camera>(base);
  const schema = useResource<Schema>("/schema/occupancy");
  const settings = useResource<JsonObject>(`${base}/apps/occupancy`);
  const absent = settings.error?.status === 404 && camera.data !== null;
  const error = camera.error ?? schema.error ?? (absent ? null : settings.error);
  const name = camera.data?.name ?? id;

  useEffect(() => {
    document.title = `${t("occupancy.demo")} · ${name}`;
  }, [t, name]);

  if (camera.data !== null && schema.data !== null && (settings.data !== null || absent)) {
    return <DemoWindow key={id} camera={camera.data} schema={schema.data} saved={settings.data} />;
  }
  return (
    <main>
      <ErrorNote error={error} retry={() => [camera, schema, settings].forEach((one) => one.reload())} />
      {error === null && <Loading />}
    </main>
  );
}
