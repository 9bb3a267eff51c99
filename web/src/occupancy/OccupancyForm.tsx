// SPDX-License-Identifier: Apache-2.0
import { Alert, Tabs } from "@mantine/core";
import { useState } from "react";
import { useAction } from "../api/useAction";
import { asApiError } from "../api/error";
import type { Camera } from "../api/types";
import { LeaveGuard } from "../forms/LeaveGuard";
import { asObject, type JsonObject, presentDefault, type Schema } from "../forms/schema";
import { SetBar } from "../forms/SetBar";
import { useSettingsForm } from "../forms/useSettingsForm";
import { useI18n } from "../i18n/I18n";
import { useCameraFeed, useConnection, useLiveFeeds } from "../live/useLive";
import { mayAct } from "../session/roles";
import { useSession } from "../session/useSession";
import { ErrorNote } from "../ui/ErrorNote";
import { useZoneEditor } from "../zones/useZoneEditor";
import { BasicTab } from "./BasicTab";
import { DemoPanel } from "./DemoPanel";
import { idleReason } from "./idle";
import styles from "./OccupancyForm.module.css";
import { PicturePane } from "./PicturePane";
import { SettingsTab } from "./SettingsTab";
import { kTabs, type Tab, tabOf } from "./tabs";
import { TryTab } from "./TryTab";
import { useScores } from "./useScores";
import { draftOf, nameOf, settingsOf, shapesOf, undrawn, withShapes, zonesOf } from "./zonesDraft";

interface Properties {
  camera: Camera;
  schema: Schema;
  /** Null: the camera has no occupancy yet. */
  saved: JsonObject | null;
}

export function OccupancyForm({ camera, schema, saved }: Properties) {
  const { t } = useI18n();
  const { api, user } = useSession();
  const [tab, setTab] = useState<Tab>("basic");
  const [done, setDone] = useState(false);
  const readOnly = camera.declared || !mayAct(user.role, "operator");
  const form = useSettingsForm({
    name: "occupancy",
    schema,
    saved: saved === null ? null : draftOf(saved, schema),
    start: draftOf(asObject(presentDefault(schema)), schema),
    readOnly,
    idleReason: (path, draft) => {
      const reason = idleReason(path, draft);
      return reason === null ? null : t(`occupancy.${reason}`);
    },
  });
  const editor = useZoneEditor(shapesOf(form.draft), (shapes) => form.set(["zones"], withShapes(form.draft, shapes)));
  const feeds = useLiveFeeds([camera.id], 10);
  const feed = useCameraFeed(feeds, camera.id);
  const connection = useConnection(feeds);
  const scores = useScores(feed.frame, form.draft, !readOnly);

  const set = useAction(async () => {
    const missing = undrawn(form.draft);
    if (missing !== null) {
      setTab("basic");
      editor.dispatch({ kind: "activate", shape: missing });
      const message = t("occupancy.undrawn", { name: nameOf(zonesOf(form.draft)[missing]) });
      form.refuse([{ path: `zones/${missing}/polygon`, message, remedy: t("occupancy.undrawnRemedy") }]);
      return;
    }
    try {
      const path = `/cameras/${encodeURIComponent(camera.id)}/apps/occupancy`;
      const kept = await api.send<JsonObject | undefined>("PUT", path, settingsOf(form.draft));
      form.accept(kept === undefined ? form.draft : draftOf(kept, schema));
      setDone(true);
    } catch (reason) {
      const error = asApiError(reason);
      form.refuse(error.fields);
      const [first] = error.fields;
      if (first !== undefined) setTab(tabOf(first.path, schema));
      throw error;
    }
  });

  return (
    <div className={styles.form}>
      {camera.declared && (
        <Alert variant="light" mb="md">
          {t("cameras.declared")}
        </Alert>
      )}
      {saved === null && form.changes > 0 && (
        <Alert variant="light" mb="md">
          {t("occupancy.notYet")}
        </Alert>
      )}
      <div className={styles.layout}>
        <PicturePane
          camera={camera}
          feed={feed}
          connection={connection}
          editor={editor}
          draft={form.draft}
          mode={tab === "demo" ? "demo" : readOnly ? "look" : "edit"}
          view={tab === "demo" ? scores.view : null}
        />
        <Tabs value={tab} onChange={(next) => setTab(next as Tab)} keepMounted={false}>
          <Tabs.List mb="md">
            {kTabs.map((name) => (
              <Tabs.Tab key={name} value={name} px={8}>
                {t(`occupancy.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="basic">
            <BasicTab form={form} editor={editor} />
          </Tabs.Panel>
          {(["http", "mqtt", "alarm", "detail"] as const).map((name) => (
            <Tabs.Panel key={name} value={name}>
              <SettingsTab form={form} tab={name} camera={camera.id} />
            </Tabs.Panel>
          ))}
          <Tabs.Panel value="try">
            <TryTab form={form} camera={camera.id} onRefused={(path) => setTab(tabOf(path, schema))} />
          </Tabs.Panel>
          <Tabs.Panel value="demo">
            <DemoPanel camera={camera} feed={feed} form={form} scores={scores} />
          </Tabs.Panel>
        </Tabs>
      </div>
      {set.error !== null && set.error.fields.length === 0 && <ErrorNote error={set.error} />}
      {!readOnly && (
        <SetBar
          changes={form.changes}
          busy={set.busy}
          done={done}
          onSet={() => void set.run()}
          onDiscard={() => {
            form.discard();
            set.clear();
            editor.dispatch({ kind: "tool", tool: "select" });
          }}
        />
      )}
      <LeaveGuard dirty={!readOnly && saved !== null && form.changes > 0} />
    </div>
  );
}
