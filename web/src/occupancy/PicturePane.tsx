// SPDX-License-Identifier: Apache-2.0
import { Group } from "@mantine/core";
import type { Camera } from "../api/types";
import type { JsonObject } from "../forms/schema";
import { useI18n } from "../i18n/I18n";
import type { CameraFeed } from "../live/feed";
import { LiveView } from "../live/LiveView";
import { Overlay } from "../live/Overlay";
import { PictureAge } from "../live/PictureAge";
import { PictureCanvas } from "../live/PictureCanvas";
import type { ScoreView } from "../live/scores";
import type { SocketState } from "../live/socket";
import { Stage } from "../live/Stage";
import { WhyNoPicture } from "../live/WhyNoPicture";
import type { ZoneEditorHandle } from "../zones/useZoneEditor";
import { ZoneCanvas } from "../zones/ZoneCanvas";
import { ZoneHelp } from "../zones/ZoneHelp";
import { ZoneToolbar } from "../zones/ZoneToolbar";
import styles from "./PicturePane.module.css";
import { nameOf, zonesOf } from "./zonesDraft";

interface Properties {
  camera: Camera;
  feed: CameraFeed;
  connection: SocketState;
  editor: ZoneEditorHandle;
  draft: JsonObject;
  mode: "edit" | "look" | "demo";
  scores: ScoreView | null;
}

/** Zones can be drawn before the first picture has come, on a room of the usual shape. */
const kUsual = { width: 1920, height: 1080 };

export function PicturePane({ camera, feed, connection, editor, draft, mode, scores }: Properties) {
  const { t } = useI18n();
  const { frame, away } = feed;
  const picture = frame?.header ?? camera.picture ?? kUsual;
  const looks = zonesOf(draft).map((zone) => ({ name: nameOf(zone), enabled: zone["enabled"] !== false }));
  return (
    <section className={styles.pane} aria-label={t("occupancy.picture")}>
      <div className={styles.picture} style={{ aspectRatio: `${picture.width} / ${picture.height}` }}>
        {mode === "edit" ? (
          <>
            {away !== null && <WhyNoPicture away={away} connection={connection} over />}
            <Stage picture={picture}>
              {(size) => (
                <>
                  {frame !== null && <PictureCanvas frame={frame} size={size} label={camera.name} />}
                  {frame !== null && <Overlay header={frame.header} size={size} zones={false} />}
                  <ZoneCanvas
                    editor={editor}
                    size={size}
                    picture={picture}
                    looks={looks}
                    label={t("zones.canvas", { camera: camera.name })}
                  />
                </>
              )}
            </Stage>
          </>
        ) : (
          <LiveView feed={feed} connection={connection} name={camera.name} scores={scores} />
        )}
      </div>
      <Group justify="space-between" mt={8} mih={36}>
        {mode === "edit" ? <ZoneToolbar editor={editor} /> : <span />}
        {frame !== null && <PictureAge frame={frame} />}
      </Group>
      {mode === "edit" && <ZoneHelp editor={editor} />}
    </section>
  );
}
