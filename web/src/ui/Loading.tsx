// SPDX-License-Identifier: Apache-2.0
import { Center, Loader } from "@mantine/core";
import { useI18n } from "../i18n/I18n";

export function Loading({ height = "50vh" }: { height?: string }) {
  const { t } = useI18n();
  return (
    <Center h={height} role="status" aria-label={t("common.loading")}>
      <Loader size="sm" />
    </Center>
  );
}
