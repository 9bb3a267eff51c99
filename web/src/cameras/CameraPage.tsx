// SPDX-License-Identifier: Apache-2.0
import { Tabs } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useNavigate, useParams } from "react-router";
import type { Camera } from "../api/types";
import { useResource } from "../api/useResource";
import { useI18n } from "../i18n/I18n";
import { CameraLive } from "../live/CameraLive";
import { mayAct } from "../session/roles";
import { useSession } from "../session/useSession";
import { ErrorNote } from "../ui/ErrorNote";
import { Loading } from "../ui/Loading";
import { PageHead } from "../ui/PageHead";
import { CameraAbout } from "./CameraAbout";
import { draftOf } from "./cameraDraft";
import { IgnoreTab } from "./IgnoreTab";
import { SoftwareTab } from "./SoftwareTab";
import { SourceForm } from "./SourceForm";
import { StatusLight } from "./StatusLight";

const kTabs = ["live", "history", "source", "ignore", "software", "about"] as const;
const kForAll: readonly string[] = ["live", "history", "about"];

/** Charts come when somebody looks at them. */
const HistoryTab = lazy(async () => ({ default: (await import("../history/HistoryTab")).HistoryTab }));

export function CameraPage() {
  const { id = "", tab = "live" } = useParams();
  const { t } = useI18n();
  const { user } = useSession();
  const navigate = useNavigate();
  const camera = useResource<Camera>(`/cameras/${encodeURIComponent(id)}`, 3);
  const { data } = camera;
  const tabs = kTabs.filter((name) => kForAll.includes(name) || mayAct(user.role, "operator"));
  const base = `/cameras/${id}`;
  const readOnly = data?.declared === true || !mayAct(user.role, "admin");
  return (
    <>
      <PageHead title={data?.name ?? id}>{data !== null && <StatusLight state={data.state} words />}</PageHead>
      <ErrorNote error={camera.error} retry={camera.reload} />
      {camera.loading && <Loading />}
      {data !== null && (
        <Tabs value={tab} keepMounted={false} onChange={(next) => void navigate(next === "live" ? base : `${base}/${next ?? ""}`)}>
          <Tabs.List mb="md">
            {tabs.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t(`cameras.tab_${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="live">
            <CameraLive camera={data} />
          </Tabs.Panel>
          <Tabs.Panel value="history">
            <Suspense fallback={<Loading />}>
              <HistoryTab key={id} camera={id} />
            </Suspense>
          </Tabs.Panel>
          <Tabs.Panel value="source">
            <SourceForm
              key={id}
              start={draftOf(data)}
              camera={data}
              readOnly={readOnly}
              onSaved={camera.reload}
            />
          </Tabs.Panel>
          <Tabs.Panel value="ignore">
            <IgnoreTab key={id} camera={data} readOnly={readOnly} onSaved={camera.reload} />
          </Tabs.Panel>
          <Tabs.Panel value="software">
            <SoftwareTab camera={data} onChanged={camera.reload} />
          </Tabs.Panel>
          <Tabs.Panel value="about">
            <CameraAbout camera={data} />
          </Tabs.Panel>
        </Tabs>
      )}
    </>
  );
}
