// SPDX-License-Identifier: Apache-2.0
import { Button, Fieldset, Group, SimpleGrid, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n";
import { Icon } from "../ui/Icon";
import { labelOf } from "./labels";
import type { Path } from "./path";
import { SchemaField } from "./SchemaField";
import { defaultOf, isNullable, membersOf, presentDefault, type Schema, schemaAt, typeOf } from "./schema";
import type { SettingsForm } from "./useSettingsForm";

interface Properties {
  form: SettingsForm;
  path: Path;
  /** What stands below a setting, or at the foot of an item of a list. */
  foot?: ((path: Path) => ReactNode) | undefined;
}

/** Any setting: a plain one, an object as a group, a list of objects as groups that can be added and removed. */
export function SchemaSetting({ form, path, foot }: Properties) {
  const schema = schemaAt(form.schema, path);
  if (schema === null) return null;
  if (typeOf(schema) === "object") return <ObjectSetting form={form} path={path} foot={foot} />;
  if (typeOf(schema) === "array") return schema.items?.properties === undefined ? null : <ListSetting form={form} path={path} foot={foot} />;
  return (
    <>
      <SchemaField form={form} path={path} />
      {foot?.(path)}
    </>
  );
}

/** Texts of this length and more get a row of their own. */
const kLongText = 100;

/** Switches first, because the other members often hang on them. */
function Members({ form, path, foot }: Properties) {
  const members = membersOf(schemaAt(form.schema, path));
  const isSwitch = (schema: Schema) => typeOf(schema) === "boolean";
  const isWide = (schema: Schema) => (schema.maxLength ?? 0) >= kLongText;
  const switches = members.filter(([, schema]) => isSwitch(schema));
  const others = members.filter(([, schema]) => !isSwitch(schema));
  return (
    <Stack gap="sm">
      {switches.map(([name]) => (
        <SchemaSetting key={name} form={form} path={[...path, name]} foot={foot} />
      ))}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
        {others.map(([name, schema]) => (
          <div key={name} style={isWide(schema) ? { gridColumn: "1 / -1" } : undefined}>
            <SchemaSetting form={form} path={[...path, name]} foot={foot} />
          </div>
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function ObjectSetting({ form, path, foot }: Properties) {
  const i18n = useI18n();
  const schema = schemaAt(form.schema, path);
  const label = labelOf(i18n, form.name, path);
  const absent = form.get(path) == null;
  if (schema === null) return null;
  if (absent) {
    return (
      <Button
        variant="subtle"
        size="compact-sm"
        disabled={form.readOnly}
        leftSection={<Icon name="plus" size={14} />}
        onClick={() => form.set(path, presentDefault(schema))}
      >
        {i18n.t("form.setUp", { name: label })}
      </Button>
    );
  }
  return (
    <Fieldset legend={label}>
      <Members form={form} path={path} foot={foot} />
      {isNullable(schema) && (
        <Group mt="sm" justify="flex-end">
          <Button size="xs" variant="default" disabled={form.readOnly} onClick={() => form.set(path, null)}>
            {i18n.t("form.drop", { name: label })}
          </Button>
        </Group>
      )}
    </Fieldset>
  );
}

function ListSetting({ form, path, foot }: Properties) {
  const i18n = useI18n();
  const { t } = i18n;
  const schema = schemaAt(form.schema, path);
  const value = form.get(path);
  const items = Array.isArray(value) ? value : [];
  const most = schema?.maxItems ?? 100;
  const label = labelOf(i18n, form.name, [...path, "item"]);
  const itemSchema = schema?.items;
  return (
    <Stack>
      {items.map((_, index) => (
        <Fieldset key={index} legend={`${label} ${index + 1}`}>
          <Members form={form} path={[...path, String(index)]} foot={foot} />
          {foot?.([...path, String(index)])}
          <Group mt="sm" justify="flex-end">
            <Button
              size="xs"
              variant="default"
              disabled={form.readOnly}
              leftSection={<Icon name="bin" size={14} />}
              onClick={() => form.set(path, items.toSpliced(index, 1))}
            >
              {t("form.removeItem", { name: `${label} ${index + 1}` })}
            </Button>
          </Group>
        </Fieldset>
      ))}
      {itemSchema !== undefined && (
        <Group>
          <Button
            variant="default"
            disabled={form.readOnly || items.length >= most}
            leftSection={<Icon name="plus" size={16} />}
            onClick={() => form.set(path, [...items, defaultOf(itemSchema)])}
          >
            {t("form.addItem", { name: label, count: items.length, most })}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
