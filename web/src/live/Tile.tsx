// SPDX-License-Identifier: Apache-2.0
import { Link } from "react-router";
import type { Camera, CameraState } from "../api/types";
import { StatusLight } from "../cameras/StatusLight";
import { useI18n } from "../i18n/I18n";
import type { LiveFeeds } from "./feed";
import { LiveView } from "./LiveView";
import { PictureAge } from "./PictureAge";
import type { SocketState } from "./socket";
import styles from "./Tile.module.css";
import { useCameraFeed } from "./useLive";

interface Properties {
  camera: Camera;
  feeds: LiveFeeds;
  connection: SocketState;
  /** Small tiles leave the words of the zones to the camera's own page. */
  small: boolean;
}

export function Tile({ camera, feeds, connection, small }: Properties) {
  const { t } = useI18n();
  const feed = useCameraFeed(feeds, camera.id);
  const occupancy = feed.frame?.header.apps.occupancy;
  const alarm = feed.away === null && (occupancy?.zones.some((zone) => zone.alarm) ?? false);
  const state: CameraState = feed.away !== null ? "down" : feed.frame !== null ? "up" : camera.state;
  return (
    <Link
      to={`/cameras/${camera.id}`}
      className={`${styles.tile ?? ""} ${alarm ? (styles.alarm ?? "") : ""}`}
      data-camera={camera.id}
      data-alarm={alarm}
      aria-label={alarm ? `${camera.name}: ${t("live.alarm")}` : camera.name}
    >
      <div className={styles.picture}>
        <LiveView feed={feed} connection={connection} name={camera.name} zoneTexts={!small} />
      </div>
      <div className={styles.bar}>
        <StatusLight state={state} />
        <span className={styles.name}>{camera.name}</span>
        {alarm && <strong className={styles.alarmText}>{t("live.alarm")}</strong>}
        <span className={styles.facts}>
          {occupancy !== undefined && feed.away === null && (
            <span title={t("live.objectsHelp")}>{t("live.objects", { count: occupancy.objects })}</span>
          )}
          {feed.frame !== null && <PictureAge frame={feed.frame} />}
        </span>
      </div>
    </Link>
  );
}
