// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, NumberInput, PasswordInput, Switch, Text, Textarea, TextInput } from "@mantine/core";
import type { Translator } from "../i18n/translate";
import { useI18n } from "../i18n/I18n";
import { FieldFrame } from "./FieldFrame";
import { choiceLabel, helpOf, labelOf } from "./labels";
import { type Path, same } from "./path";
import { type Schema, schemaAt, typeOf } from "./schema";
import type { SettingsForm } from "./useSettingsForm";

/** One setting that is not an object or a list. */
export function SchemaField({ form, path }: { form: SettingsForm; path: Path }) {
  const i18n = useI18n();
  const schema = schemaAt(form.schema, path);
  if (schema === null) return null;
  const id = `field-${path.join("-")}`;
  const value = form.get(path);
  const standard = schema.default;
  const idle = form.idleReason(path);
  return (
    <FieldFrame
      id={id}
      label={labelOf(i18n, form.name, path)}
      help={helpOf(i18n, form.name, path, schema.description)}
      facts={factsOf(i18n, form.name, path, schema)}
      error={form.errorAt(path)}
      changed={form.isChanged(path)}
      idle={idle}
      inline={typeOf(schema) === "boolean"}
      reset={
        standard === undefined || form.readOnly || same(value, standard) ? null : () => form.set(path, standard)
      }
    >
      <FieldInput form={form} path={path} schema={schema} id={id} disabled={form.readOnly || idle !== null} />
    </FieldFrame>
  );
}

interface InputProperties {
  form: SettingsForm;
  path: Path;
  schema: Schema;
  id: string;
  disabled: boolean;
}

function FieldInput({ form, path, schema, id, disabled }: InputProperties) {
  const i18n = useI18n();
  const value = form.get(path);
  const error = form.errorAt(path) !== null;
  const common = { id, disabled, error, "aria-describedby": error ? `${id}-error` : undefined };

  if (typeOf(schema) === "boolean") {
    return (
      <Switch
        id={id}
        disabled={disabled}
        checked={value === true}
        onChange={(event) => form.set(path, event.currentTarget.checked)}
      />
    );
  }
  if (schema.enum !== undefined) {
    const choices = schema.enum;
    return (
      <NativeSelect
        {...common}
        value={typeof value === "string" || typeof value === "number" ? value : ""}
        data={choices.map((choice) => ({
          value: String(choice),
          label: withUnit(choiceLabel(i18n, form.name, path, choice), typeof choice === "number" ? schema : {}),
          disabled: form.idleReason([...path, String(choice)]) !== null,
        }))}
        onChange={(event) => {
          const text = event.currentTarget.value;
          form.set(path, choices.find((choice) => String(choice) === text) ?? text);
        }}
      />
    );
  }
  if (typeOf(schema) === "integer" || typeOf(schema) === "number") {
    // The server judges the range, so that its words stand at the field; nothing is clamped silently here.
    return (
      <NumberInput
        {...common}
        value={typeof value === "number" || typeof value === "string" ? value : ""}
        allowDecimal={typeOf(schema) === "number"}
        clampBehavior="none"
        hideControls
        rightSectionWidth={36}
        rightSection={
          schema["x-unit"] === undefined ? undefined : (
            <Text size="xs" c="dimmed">
              {schema["x-unit"]}
            </Text>
          )
        }
        onChange={(next) => form.set(path, next === "" ? null : next)}
      />
    );
  }
  const text = typeof value === "string" ? value : "";
  const kept = schema.writeOnly === true && text === "***";
  if (schema["x-multiline"] === true) {
    return (
      <Textarea
        {...common}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        styles={{ input: { fontFamily: "monospace" } }}
        value={kept ? "" : text}
        placeholder={kept ? i18n.t("form.secretKept") : undefined}
        onChange={(event) => form.set(path, event.currentTarget.value)}
      />
    );
  }
  if (schema.writeOnly === true) {
    return (
      <PasswordInput
        {...common}
        autoComplete="new-password"
        value={kept ? "" : text}
        placeholder={kept ? i18n.t("form.secretKept") : undefined}
        onChange={(event) => form.set(path, event.currentTarget.value)}
      />
    );
  }
  return <TextInput {...common} value={text} onChange={(event) => form.set(path, event.currentTarget.value)} />;
}

function withUnit(text: string, schema: Schema): string {
  const unit = schema["x-unit"];
  if (unit === undefined) return text;
  const seconds = Number(text);
  const minutes = unit === "s" && schema.enum !== undefined && seconds >= 60 && seconds % 60 === 0;
  return minutes ? `${seconds / 60} min` : `${text} ${unit}`;
}

function factsOf(i18n: Translator, name: string, path: Path, schema: Schema): string[] {
  const { t } = i18n;
  const facts: string[] = [];
  if (schema.minimum !== undefined && schema.maximum !== undefined) {
    facts.push(t("form.range", { from: schema.minimum, to: withUnit(String(schema.maximum), schema) }));
  }
  if (schema.maxLength !== undefined) facts.push(t("form.length", { most: schema.maxLength }));
  if (schema["x-forbidden"] !== undefined) {
    facts.push(t("form.forbidden", { signs: Array.from(schema["x-forbidden"]).join(" ") }));
  }
  const standard = schema.default;
  if (typeof standard === "boolean") facts.push(t("form.default", { value: t(standard ? "form.on" : "form.off") }));
  else if (typeof standard === "number" || (typeof standard === "string" && standard !== "")) {
    const text = schema.enum === undefined ? String(standard) : choiceLabel(i18n, name, path, standard);
    facts.push(t("form.default", { value: typeof standard === "number" ? withUnit(text, schema) : text }));
  }
  return facts;
}
