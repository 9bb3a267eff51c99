// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Button, Group, Popover, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { FieldError } from "../api/error";
import { useI18n } from "../i18n/I18n";
import { Icon } from "../ui/Icon";
import styles from "./FieldFrame.module.css";

interface Properties {
  id: string;
  label: string;
  help: string | null;
  /** What the popover says beside the help: range, default, length. */
  facts: readonly string[];
  error: FieldError | null;
  changed: boolean;
  idle: string | null;
  reset: (() => void) | null;
  /** The label stands beside the input instead of above it. */
  inline?: boolean;
  children: ReactNode;
}

export function FieldFrame({ id, label, help, facts, error, changed, idle, reset, inline = false, children }: Properties) {
  const { t } = useI18n();
  return (
    <div className={styles.field} data-changed={changed} data-inline={inline}>
      <Group gap={4} wrap="nowrap" className={styles.head ?? ""}>
        <label htmlFor={id} className={styles.label}>
          {label}
          {changed && <span className={styles.mark} title={t("form.changed")} />}
          {changed && <span className="only-for-readers">{t("form.changed")}</span>}
        </label>
        {(help !== null || facts.length > 0 || reset !== null) && (
          <Popover width={280} position="bottom-start" withArrow shadow="md" trapFocus>
            <Popover.Target>
              <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t("form.help", { name: label })}>
                <Icon name="help" size={15} />
              </ActionIcon>
            </Popover.Target>
            <Popover.Dropdown>
              <Stack gap={6}>
                {help !== null && <Text size="sm">{help}</Text>}
                {facts.map((fact) => (
                  <Text size="xs" c="dimmed" key={fact}>
                    {fact}
                  </Text>
                ))}
                {reset !== null && (
                  <Button size="compact-xs" variant="default" onClick={reset} data-autofocus>
                    {t("form.resetField")}
                  </Button>
                )}
              </Stack>
            </Popover.Dropdown>
          </Popover>
        )}
      </Group>
      {children}
      {idle !== null && (
        <Text size="xs" c="dimmed" className={styles.note ?? ""}>
          {idle}
        </Text>
      )}
      {error !== null && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert" id={`${id}-error`} className={styles.note ?? ""}>
          {error.message}
          {error.remedy !== "" && ` — ${error.remedy}`}
        </Text>
      )}
    </div>
  );
}
