// SPDX-License-Identifier: Apache-2.0
import { Button, CopyButton, Group } from "@mantine/core";
import { useI18n } from "../i18n/I18n";

/** A text that is wanted elsewhere: one click selects it whole, and a button copies it where the browser allows that. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const { t } = useI18n();
  return (
    <Group gap="xs" wrap="nowrap" align="center">
      <code style={{ userSelect: "all", overflowWrap: "anywhere" }}>{text}</code>
      {window.isSecureContext && (
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy} aria-label={t("common.copyWhat", { what: label })}>
              {copied ? t("common.copied") : t("common.copy")}
            </Button>
          )}
        </CopyButton>
      )}
    </Group>
  );
}
