// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import type { CameraFeed, LiveFrame } from "./feed";
import styles from "./LiveView.module.css";
import { Overlay, type TrackView } from "./Overlay";
import { PictureCanvas } from "./PictureCanvas";
import type { SocketState } from "./socket";
import { type Size, Stage } from "./Stage";
import { WhyNoPicture } from "./WhyNoPicture";

interface Properties {
  feed: CameraFeed;
  connection: SocketState;
  name: string;
  zones?: boolean;
  zoneTexts?: boolean;
  view?: TrackView | null;
  /** More that lies on the picture. */
  children?: (frame: LiveFrame, size: Size) => ReactNode;
}

/** Fills its positioned parent with the newest picture and what was seen in it. */
export function LiveView({ feed, connection, name, zones = true, zoneTexts = true, view = null, children }: Properties) {
  const { frame, away } = feed;
  return (
    <div className={styles.view}>
      {frame !== null && (
        <Stage picture={frame.header}>
          {(size) => (
            <>
              <PictureCanvas frame={frame} size={size} label={name} />
              <Overlay header={frame.header} size={size} zones={zones} zoneTexts={zoneTexts} view={view} />
              {children?.(frame, size)}
            </>
          )}
        </Stage>
      )}
      <WhyNoPicture away={away} connection={connection} over={frame !== null} />
    </div>
  );
}
