// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Box, Group, Paper, SimpleGrid, Switch, Text, UnstyledButton } from "@mantine/core";
import { FieldFrame } from "../forms/FieldFrame";
import { membersOf, schemaAt, typeOf } from "../forms/schema";
import { SchemaSetting } from "../forms/SchemaFields";
import type { SettingsForm } from "../forms/useSettingsForm";
import { useI18n } from "../i18n/I18n";
import { zoneColor } from "../live/colors";
import { Icon } from "../ui/Icon";
import styles from "./ZoneCard.module.css";

interface Properties {
  form: SettingsForm;
  index: number;
  name: string;
  active: boolean;
  onActivate: () => void;
  onRemove: () => void;
}

/** Those that the card itself shows, in their own way. */
const kOwn = new Set(["name", "enabled", "polygon"]);

export function ZoneCard({ form, index, name, active, onActivate, onRemove }: Properties) {
  const { t } = useI18n();
  const at = ["zones", String(index)];
  const all = membersOf(schemaAt(form.schema, at)).filter(([key]) => !kOwn.has(key));
  const members = all.filter(([, schema]) => typeOf(schema) !== "object").map(([key]) => key);
  const groups = all.filter(([, schema]) => typeOf(schema) === "object").map(([key]) => key);
  const shapeError = form.errorAt([...at, "polygon"]) ?? form.errorAt(at);
  return (
    <Paper
      className={styles.card ?? ""}
      withBorder
      p="sm"
      data-active={active}
      data-testid={`zone-${index}`}
      onFocusCapture={onActivate}
    >
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <UnstyledButton onClick={onActivate} aria-pressed={active} aria-label={t("occupancy.edit", { name })}>
          <Group gap={8} wrap="nowrap">
            <span className={styles.swatch} style={{ background: zoneColor(index) }} />
            <Text fw={600} size="sm">
              {t("occupancy.area", { number: index + 1 })}
            </Text>
          </Group>
        </UnstyledButton>
        <Group gap="xs" wrap="nowrap">
          <Switch
            size="sm"
            labelPosition="left"
            label={t("occupancy.on")}
            disabled={form.readOnly}
            checked={form.get([...at, "enabled"]) !== false}
            onChange={(event) => form.set([...at, "enabled"], event.currentTarget.checked)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={form.readOnly}
            aria-label={t("occupancy.removeArea", { name })}
            onClick={onRemove}
          >
            <Icon name="bin" size={16} />
          </ActionIcon>
        </Group>
      </Group>
      <SchemaSetting form={form} path={[...at, "name"]} />
      <SimpleGrid cols={2} mt={4} verticalSpacing={4}>
        {members.map((member) => (
          <SchemaSetting key={member} form={form} path={[...at, member]} />
        ))}
      </SimpleGrid>
      {groups.map((group) => (
        <Box key={group} mt="sm">
          <SchemaSetting form={form} path={[...at, group]} />
        </Box>
      ))}
      {shapeError !== null && (
        <FieldFrame
          id={`shape-${index}`}
          label={t("occupancy.shape")}
          help={null}
          facts={[]}
          error={shapeError}
          changed={false}
          idle={null}
          reset={null}
        >
          {null}
        </FieldFrame>
      )}
    </Paper>
  );
}
