// SPDX-License-Identifier: Apache-2.0
import { Alert, Stack, Text } from "@mantine/core";
import type { NewDevice } from "../api/types";
import { useI18n } from "../i18n/I18n";
import { CopyText } from "../ui/CopyText";

/** The one time that the password of a device account is seen. */
export function NewDevicePassword({ device, onClose }: { device: NewDevice; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <Alert
      variant="light"
      color="green"
      role="status"
      title={t("devices.made", { name: device.name })}
      withCloseButton
      closeButtonLabel={t("common.close")}
      onClose={onClose}
    >
      <Stack gap={6}>
        <CopyText text={device.password} label={t("devices.password")} />
        <Text size="sm">{t("devices.once")}</Text>
      </Stack>
    </Alert>
  );
}
