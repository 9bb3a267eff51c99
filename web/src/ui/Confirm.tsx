// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { Action } from "../api/useAction";
import { useI18n } from "../i18n/I18n";
import { ErrorNote } from "./ErrorNote";

interface Properties {
  opened: boolean;
  title: string;
  text: string;
  verb: string;
  action: Action<[]>;
  onClose: () => void;
}

/** Asks before something is lost, and stays with the reason where it could not be done. */
export function Confirm({ opened, title, text, verb, action, onClose }: Properties) {
  const { t } = useI18n();
  return (
    <Modal opened={opened} onClose={onClose} title={title} centered closeButtonProps={{ "aria-label": t("common.close") }}>
      <Stack>
        <Text size="sm">{text}</Text>
        <ErrorNote error={action.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("common.cancel")}
          </Button>
          <Button
            color="orange"
            loading={action.busy}
            onClick={() => void action.run().then((well) => (well ? onClose() : undefined))}
          >
            {verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
