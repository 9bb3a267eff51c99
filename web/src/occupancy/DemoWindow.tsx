// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { asApiError } from "../api/error";
import type { Camera } from "../api/types";
import { useAction } from "../api/useAction";
import { LeaveGuard } from "../forms/LeaveGuard";
import type { JsonObject, Schema } from "../forms/schema";
import { SetBar } from "../forms/SetBar";
import { useSettingsForm } from "../forms/useSettingsForm";
import { LiveView } from "../live/LiveView";
import { PictureAge } from "../live/PictureAge";
import { useCameraFeed, useConnection, useLiveFeeds } from "../live/useLive";
import { mayAct } from "../session/roles";
import { useSession } from "../session/useSession";
import { ErrorNote } from "../ui/ErrorNote";
import { DemoPanel } from "./DemoPanel";
import styles from "./DemoScreen.module.css";
import { useScores } from "./useScores";

interface Properties {
  camera: Camera;
  schema: Schema;
  /** Null: the camera has no occupancy. */
  saved: JsonObject | null;
}

/** What the window can change; all else is left as it is when Set is pressed, for it may have changed elsewhere. */
const kOwn = ["thresholds", "black_and_white"] as const;

export function DemoWindow({ camera, schema, saved }: Properties) {
  const { api, user } = useSession();
  const [done, setDone] = useState(false);
  const feeds = useLiveFeeds([camera.id], 10);
  const feed = useCameraFeed(feeds, camera.id);
  const connection = useConnection(feeds);
  const readOnly = saved === null || camera.declared || !mayAct(user.role, "operator");
  const form = useSettingsForm({ name: "occupancy", schema, saved: saved ?? {}, readOnly });
  const scores = useScores(feed.frame, form.draft, !readOnly);

  const set = useAction(async () => {
    const path = `/cameras/${encodeURIComponent(camera.id)}/apps/occupancy`;
    const own = kOwn.flatMap((key) => (form.draft[key] === undefined ? [] : [[key, form.draft[key]] as const]));
    try {
      const now = { ...(await api.get<JsonObject>(path)), ...Object.fromEntries(own) };
      form.accept((await api.send<JsonObject | undefined>("PUT", path, now)) ?? now);
      setDone(true);
    } catch (reason) {
      const error = asApiError(reason);
      form.refuse(error.fields);
      throw error;
    }
  });

  return (
    <main className={styles.screen}>
      <div className={styles.picture}>
        <LiveView feed={feed} connection={connection} name={camera.name} view={scores.view} />
      </div>
      <aside className={styles.side}>
        <h1 className={styles.title}>{camera.name}</h1>
        {feed.frame !== null && <PictureAge frame={feed.frame} />}
        <DemoPanel camera={camera} feed={feed} form={form} scores={scores} inWindow />
        {set.error !== null && <ErrorNote error={set.error} />}
        {!readOnly && (
          <SetBar changes={form.changes} busy={set.busy} done={done} onSet={() => void set.run()} onDiscard={form.discard} />
        )}
      </aside>
      <LeaveGuard dirty={!readOnly && form.changes > 0} />
    </main>
  );
}
