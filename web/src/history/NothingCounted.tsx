// SPDX-License-Identifier: Apache-2.0
import { Anchor, Stack, Text, Title } from "@mantine/core";
import { Link } from "react-router";
import { useI18n } from "../i18n/I18n";

export function NothingCounted({ camera }: { camera: string }) {
  const { t } = useI18n();
  return (
    <Stack align="center" justify="center" mih="22rem" gap="xs" ta="center" px="md">
      <Title order={3}>{t("history.noneTitle")}</Title>
      <Text c="dimmed" maw={460}>
        {t("history.noneText")}
      </Text>
      <Anchor component={Link} to={`/cameras/${camera}/apps/occupancy`}>
        {t("history.toSettings")}
      </Anchor>
    </Stack>
  );
}
