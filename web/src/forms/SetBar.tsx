// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Text } from "@mantine/core";
import { useI18n } from "../i18n/I18n";
import styles from "./SetBar.module.css";

interface Properties {
  changes: number;
  busy: boolean;
  done: boolean;
  onSet: () => void;
  onDiscard: () => void;
}

/** Nothing is kept until Set. */
export function SetBar({ changes, busy, done, onSet, onDiscard }: Properties) {
  const { t } = useI18n();
  return (
    <Group className={styles.bar ?? ""} justify="space-between">
      <Text size="sm" c="dimmed" role="status">
        {changes > 0 ? t("form.changes", { count: changes }) : done ? t("form.done") : t("form.noChanges")}
      </Text>
      <Group gap="xs">
        <Button variant="default" disabled={changes === 0 || busy} onClick={onDiscard}>
          {t("form.discard")}
        </Button>
        <Button disabled={changes === 0} loading={busy} onClick={onSet}>
          {t("form.set")}
        </Button>
      </Group>
    </Group>
  );
}
