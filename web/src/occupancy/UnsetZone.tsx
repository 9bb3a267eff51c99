// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Paper, Text } from "@mantine/core";
import { useI18n } from "../i18n/I18n";
import { zoneColor } from "../live/colors";
import styles from "./ZoneCard.module.css";

interface Properties {
  index: number;
  disabled: boolean;
  onAdd: () => void;
}

/** The place of an area that is not set; the areas behind it keep theirs. */
export function UnsetZone({ index, disabled, onAdd }: Properties) {
  const { t } = useI18n();
  return (
    <Paper className={styles.card ?? ""} withBorder px="sm" py={6} data-testid={`unset-${index}`}>
      <Group justify="space-between" wrap="nowrap">
        <Group gap={8} wrap="nowrap">
          <span className={styles.swatch} style={{ background: zoneColor(index) }} />
          <Text size="sm" c="dimmed">
            {t("occupancy.unsetArea", { number: index + 1 })}
          </Text>
        </Group>
        <Button
          size="compact-xs"
          variant="default"
          disabled={disabled}
          aria-label={t("occupancy.setUpArea", { number: index + 1 })}
          onClick={onAdd}
        >
          {t("occupancy.setUp")}
        </Button>
      </Group>
    </Paper>
  );
}
