// SPDX-License-Identifier: Apache-2.0
import { Group } from "@mantine/core";
import type { Camera } from "../api/types";
import type { JsonObject } from "../forms/schema";
import { useI18n } from "../i18n/I18n";
import { zoneColor } from "../live/colors";
import type { CameraFeed } from "../live/feed";
import { LiveView } from "../live/LiveView";
import type { TrackView } from "../live/Overlay";
import { PictureAge } from "../live/PictureAge";
import type { SocketState } from "../live/socket";
import { EditorPicture } from "../zones/EditorPicture";
import type { ZoneEditorHandle } from "../zones/useZoneEditor";
import styles from "./PicturePane.module.css";
import { nameOf, zonesOf } from "./zonesDraft";

interface Properties {
  camera: Camera;
  feed: CameraFeed;
  connection: SocketState;
  editor: ZoneEditorHandle;
  draft: JsonObject;
  mode: "edit" | "look" | "demo";
  view: TrackView | null;
}

export function PicturePane({ camera, feed, connection, editor, draft, mode, view }: Properties) {
  const { t } = useI18n();
  const looks = zonesOf(draft).map((zone, index) => ({
    name: nameOf(zone),
    color: zoneColor(index),
    enabled: zone["enabled"] !== false,
  }));
  return (
    <section className={styles.pane} aria-label={t("occupancy.picture")}>
      {mode === "edit" ? (
        <EditorPicture camera={camera} feed={feed} connection={connection} editor={editor} looks={looks} />
      ) : (
        <>
          <div className={styles.picture}>
            <LiveView feed={feed} connection={connection} name={camera.name} view={view} />
          </div>
          <Group justify="flex-end" mt={8} mih={36}>
            {feed.frame !== null && <PictureAge frame={feed.frame} />}
          </Group>
        </>
      )}
    </section>
  );
}
