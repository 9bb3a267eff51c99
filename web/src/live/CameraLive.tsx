// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Camera } from "../api/types";
import { useI18n } from "../i18n/I18n";
import { mayAct } from "../session/roles";
import { useSession } from "../session/useSession";
import styles from "./CameraLive.module.css";
import { LiveView } from "./LiveView";
import { countedTracks } from "./Overlay";
import { PictureAge } from "./PictureAge";
import { useCameraFeed, useConnection, useLiveFeeds } from "./useLive";
import { ZonePanel } from "./ZonePanel";

export function CameraLive({ camera }: { camera: Camera }) {
  const { t } = useI18n();
  const { user } = useSession();
  const feeds = useLiveFeeds([camera.id], 10);
  const feed = useCameraFeed(feeds, camera.id);
  const connection = useConnection(feeds);
  const occupancy = feed.frame?.header.apps.occupancy;
  const mayEdit = mayAct(user.role, "operator") && !camera.declared;
  return (
    <div className={styles.layout}>
      <div>
        <div className={styles.picture}>
          <LiveView feed={feed} connection={connection} name={camera.name} />
        </div>
        <Group gap="md" mt={8} mih={24} c="dimmed">
          {feed.frame !== null && (
            <>
              <PictureAge frame={feed.frame} />
              <Text size="xs">
                {feed.frame.header.width} × {feed.frame.header.height}
              </Text>
              <Text size="xs">{t("live.tracks", { count: countedTracks(feed.frame.header).length })}</Text>
              {feed.frame.header.quality.map((flag) => (
                <QualityFlag key={flag} flag={flag} />
              ))}
            </>
          )}
        </Group>
      </div>
      <aside aria-label={t("live.zones")}>
        {occupancy !== undefined && <ZonePanel occupancy={occupancy} />}
        {camera.apps.length === 0 && (
          <Stack gap="xs">
            <Text fw={600}>{t("live.noApp")}</Text>
            <Text size="sm" c="dimmed">
              {t("live.noAppText")}
            </Text>
            {mayEdit && (
              <Button component={Link} to={`/cameras/${camera.id}/apps/occupancy`} variant="light">
                {t("live.addOccupancy")}
              </Button>
            )}
          </Stack>
        )}
        {camera.apps.includes("occupancy") && mayAct(user.role, "operator") && (
          <Button component={Link} to={`/cameras/${camera.id}/apps/occupancy`} variant="default" mt="sm" fullWidth>
            {t("live.editZones")}
          </Button>
        )}
      </aside>
    </div>
  );
}

function QualityFlag({ flag }: { flag: string }) {
  const { maybe } = useI18n();
  return (
    <Text size="xs" fw={600} c={flag === "monochrome" ? "dimmed" : "var(--oc-warn)"}>
      {maybe(`quality.${flag}`) ?? flag}
    </Text>
  );
}
