// SPDX-License-Identifier: Apache-2.0
import { useEffect } from "react";
import { useParams } from "react-router";
import type { Camera } from "../api/types";
import { useResource } from "../api/useResource";
import type { JsonObject } from "../forms/schema";
import { useI18n } from "../i18n/I18n";
import { LiveView } from "../live/LiveView";
import { PictureAge } from "../live/PictureAge";
import { useCameraFeed, useConnection, useLiveFeeds } from "../live/useLive";
import { ErrorNote } from "../ui/ErrorNote";
import { Loading } from "../ui/Loading";
import { DemoPanel } from "./DemoPanel";
import styles from "./DemoScreen.module.css";
import { useScores } from "./useScores";

/** A window of its own for showing round: the picture as large as it gets, and the figures (OCC-80). */
export function DemoScreen() {
  const { id = "" } = useParams();
  const { t } = useI18n();
  const base = `/cameras/${encodeURIComponent(id)}`;
  const camera = useResource<Camera>(base);
  const settings = useResource<JsonObject>(`${base}/apps/occupancy`);
  const feeds = useLiveFeeds([id], 10);
  const feed = useCameraFeed(feeds, id);
  const connection = useConnection(feeds);
  const scores = useScores(feed.frame, settings.data ?? {});
  const name = camera.data?.name ?? id;

  useEffect(() => {
    document.title = `${t("occupancy.demo")} · ${name}`;
  }, [t, name]);

  return (
    <main className={styles.screen}>
      <div className={styles.picture}>
        <LiveView feed={feed} connection={connection} name={name} scores={scores.view} />
      </div>
      <aside className={styles.side}>
        <h1 className={styles.title}>{name}</h1>
        {feed.frame !== null && <PictureAge frame={feed.frame} />}
        <ErrorNote error={camera.error} retry={camera.reload} />
        {camera.data === null ? (
          camera.error === null && <Loading height="6rem" />
        ) : (
          <DemoPanel camera={camera.data} feed={feed} scores={scores} inWindow />
        )}
      </aside>
    </main>
  );
}
