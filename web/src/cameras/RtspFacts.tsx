// SPDX-License-Identifier: Apache-2.0
import { Stack, Text, Title } from "@mantine/core";
import type { Camera } from "../api/types";
import { useI18n } from "../i18n/I18n";
import { CopyText } from "../ui/CopyText";
import { Facts } from "../ui/Facts";

/** Where recorders can take the camera from; they reach Ocellus by the name that this page was reached by. */
export function RtspFacts({ rtsp }: { rtsp: Camera["rtsp"] }) {
  const { t, language } = useI18n();
  if (rtsp === null) {
    return (
      <Text size="sm" c="dimmed">
        {t("cameras.rtspOff")}
      </Text>
    );
  }
  const address = (path: string) => `rtsp://${window.location.hostname}:${rtsp.port}${path}`;
  return (
    <section aria-label={t("cameras.rtspTitle")}>
      <Stack gap="xs">
        <Title order={2} size="h4">
          {t("cameras.rtspTitle")}
        </Title>
        <Text size="sm" c="dimmed">
          {t("cameras.rtspText")}
        </Text>
        <Facts
          rows={[
            ["H.264", <CopyText key="h264" text={address(rtsp.h264)} label="H.264" />],
            ["MJPEG", <CopyText key="mjpeg" text={address(rtsp.mjpeg)} label="MJPEG" />],
            [t("cameras.rtspReaders"), rtsp.readers.toLocaleString(language)],
          ]}
        />
        {rtsp.note !== null && <Text size="sm">{rtsp.note}</Text>}
      </Stack>
    </section>
  );
}
