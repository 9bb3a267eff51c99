// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import type { Language } from "../api/types";
import { useI18n } from "../i18n/I18n";
import { kLanguages } from "../i18n/translate";
import { Mark } from "../ui/Mark";
import styles from "./Gatehouse.module.css";

/** The frame of the pages before the login. */
export function Gatehouse({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const { t, language, setLanguage } = useI18n();
  useEffect(() => {
    document.title = `${title} · Ocellus`;
  }, [title]);
  return (
    <main className={styles.house}>
      <div className={styles.brand}>
        <Mark size={34} />
        <span>Ocellus</span>
      </div>
      <Paper className={styles.card ?? ""} p="xl" withBorder>
        <Stack gap="md">
          <div>
            <Title order={1}>{title}</Title>
            <Text c="dimmed" size="sm" mt={6}>
              {text}
            </Text>
          </div>
          {children}
        </Stack>
      </Paper>
      <NativeSelect
        aria-label={t("nav.language")}
        variant="unstyled"
        size="xs"
        value={language}
        data={Object.entries(kLanguages).map(([value, label]) => ({ value, label }))}
        onChange={(event) => setLanguage(event.currentTarget.value as Language)}
      />
    </main>
  );
}
