// SPDX-License-Identifier: Apache-2.0
import { Group } from "@mantine/core";
import type { Camera } from "../api/types";
import { useI18n } from "../i18n/I18n";
import type { CameraFeed } from "../live/feed";
import { Overlay } from "../live/Overlay";
import { PictureAge } from "../live/PictureAge";
import { PictureCanvas } from "../live/PictureCanvas";
import type { SocketState } from "../live/socket";
import { Stage } from "../live/Stage";
import { WhyNoPicture } from "../live/WhyNoPicture";
import styles from "./EditorPicture.module.css";
import type { ZoneEditorHandle } from "./useZoneEditor";
import { ZoneCanvas, type ZoneLook } from "./ZoneCanvas";
import { ZoneHelp } from "./ZoneHelp";
import { ZoneToolbar } from "./ZoneToolbar";

interface Properties {
  camera: Camera;
  feed: CameraFeed;
  connection: SocketState;
  editor: ZoneEditorHandle;
  looks: readonly ZoneLook[];
}

/** Areas can be drawn before the first picture has come, on a room of the usual shape. */
const kUsual = { width: 1920, height: 1080 };

/** The live picture with the areas on it, to be drawn and changed. */
export function EditorPicture({ camera, feed, connection, editor, looks }: Properties) {
  const { t } = useI18n();
  const { frame, away } = feed;
  const picture = frame?.header ?? camera.picture ?? kUsual;
  return (
    <>
      <div className={styles.picture} style={{ aspectRatio: `${picture.width} / ${picture.height}` }}>
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
      </div>
      <Group justify="space-between" mt={8} mih={36}>
        <ZoneToolbar editor={editor} />
        {frame !== null && <PictureAge frame={frame} />}
      </Group>
      <ZoneHelp editor={editor} />
    </>
  );
}
