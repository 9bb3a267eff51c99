// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Modal, Text } from "@mantine/core";
import { useEffect } from "react";
import { useBlocker } from "react-router";
import { useI18n } from "../i18n/I18n";

/** Asks before changes that were not set are left behind. */
export function LeaveGuard({ dirty }: { dirty: boolean }) {
  const { t } = useI18n();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname,
  );

  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [dirty]);

  return (
    <Modal
      opened={blocker.state === "blocked"}
      onClose={() => blocker.reset?.()}
      title={t("form.leaveTitle")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      centered
    >
      <Text size="sm">{t("form.leaveText")}</Text>
      <Group mt="md" justify="flex-end">
        <Button variant="default" onClick={() => blocker.reset?.()} data-autofocus>
          {t("form.stay")}
        </Button>
        <Button color="orange" onClick={() => blocker.proceed?.()}>
          {t("form.leave")}
        </Button>
      </Group>
    </Modal>
  );
}
