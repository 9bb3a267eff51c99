// SPDX-License-Identifier: Apache-2.0
import { Stack } from "@mantine/core";
import type { Camera } from "../api/types";
import { useI18n } from "../i18n/I18n";
import { formatBytes, formatDuration, formatNumber } from "../i18n/format";
import { mayAct } from "../session/roles";
import { useSession } from "../session/useSession";
import { Facts } from "../ui/Facts";
import { DeviceAccounts } from "./DeviceAccounts";
import { RtspFacts } from "./RtspFacts";

export function CameraAbout({ camera }: { camera: Camera }) {
  const { t, language } = useI18n();
  const { user } = useSession();
  const { picture, counters } = camera;
  const count = (value: number) => value.toLocaleString(language);
  return (
    <Stack gap="xl" maw={560}>
      <Facts
        rows={[
          [t("source.id"), camera.id],
          [
            t("source.channel"),
            camera.settings.unit === ""
              ? String(camera.settings.channel)
              : t("cameras.sensorOf", { channel: camera.settings.channel, unit: camera.settings.unit }),
          ],
          [t("source.url"), <code key="url">{camera.settings.source}</code>],
          ...(picture === null
            ? []
            : ([
                [t("source.resolution"), `${picture.width} × ${picture.height}`],
                [t("source.rate"), `${formatNumber(picture.rate, language)} ${t("source.perSecond")}`],
                [t("source.pictureSize"), formatBytes(picture.bytes, language)],
                [t("cameras.lastPicture"), formatDuration(picture.age, language)],
              ] as const)),
          [t("cameras.received"), count(counters.received)],
          [t("cameras.analysed"), count(counters.analysed)],
          [t("cameras.inferred"), count(counters.inferred)],
          [t("cameras.skipped"), count(counters.skipped)],
          [t("cameras.reconnects"), count(counters.reconnects)],
        ]}
      />
      <RtspFacts rtsp={camera.rtsp} />
      {mayAct(user.role, "admin") && <DeviceAccounts key={camera.id} camera={camera} />}
    </Stack>
  );
}
