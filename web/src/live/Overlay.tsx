// SPDX-License-Identifier: Apache-2.0
import type { LiveHeader, LiveTrack } from "../api/live";
import { useI18n } from "../i18n/I18n";
import { isUnsetArea } from "../zones/places";
import { BoxMark } from "./BoxMark";
import type { Size } from "./Stage";
import styles from "./Overlay.module.css";
import { ZoneOutline } from "./ZoneOutline";

/** Boxes other than those that the server counted. */
export interface TrackView {
  tracksOf: (header: LiveHeader) => LiveHeader["tracks"];
  /** Lines at a box. */
  textOf: (track: LiveTrack) => string[] | null;
}

/** What does not count has no box. */
export function countedTracks(header: Pick<LiveHeader, "tracks">): LiveHeader["tracks"] {
  return header.tracks.filter((track) => track.counted !== false);
}

interface Properties {
  header: LiveHeader;
  size: Size;
  zones?: boolean;
  zoneTexts?: boolean;
  view?: TrackView | null;
}

/** Zones and boxes of one picture, in CSS pixels of the picture as shown. */
export function Overlay({ header, size, zones = true, zoneTexts = true, view = null }: Properties) {
  const { t, language } = useI18n();
  const occupancy = header.apps.occupancy;
  return (
    <svg
      className={styles.overlay}
      viewBox={`0 0 ${size.width} ${size.height}`}
      aria-hidden="true"
      data-overlay={header.sequence}
    >
      {zones &&
        occupancy?.zones.map((zone, index) =>
          isUnsetArea(zone, index) ? null : (
            <ZoneOutline
              key={index}
              zone={zone}
              index={index}
              size={size}
              text={zoneTexts}
              alarmText={t("live.alarm")}
              language={language}
            />
          ),
        )}
      {(view === null ? countedTracks(header) : view.tracksOf(header)).map((track) => (
        <BoxMark
          key={track.id}
          track={track}
          size={size}
          point={occupancy?.reference_point ?? null}
          scores={view?.textOf(track) ?? null}
        />
      ))}
    </svg>
  );
}
