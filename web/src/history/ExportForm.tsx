// SPDX-License-Identifier: Apache-2.0
import { Button, Group, NativeSelect, Text, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { kApiRoot } from "../api/client";
import { useI18n } from "../i18n/I18n";
import { daysBefore, isMoment } from "./range";

/** Every minute of a range of dates as a file; the server makes it while it is fetched. */
export function ExportForm({ root, now }: { root: string; now: string }) {
  const { t } = useI18n();
  const [from, setFrom] = useState(daysBefore(now, 30));
  const [to, setTo] = useState(now.slice(0, 10));
  const [layout, setLayout] = useState("minutes");
  const backwards = from > to;
  const ready = isMoment(from) && isMoment(to) && !backwards;
  const query = new URLSearchParams({ from, to, layout }).toString();
  return (
    <>
      <Title order={2} size="h3" mb="sm">
        {t("history.export")}
      </Title>
      <Group align="flex-end">
        <TextInput type="date" label={t("history.from")} value={from} max={now.slice(0, 10)} onChange={(event) => setFrom(event.currentTarget.value)} />
        <TextInput
          type="date"
          label={t("history.to")}
          value={to}
          max={now.slice(0, 10)}
          error={backwards ? t("history.backwards") : null}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <NativeSelect
          label={t("history.layout")}
          value={layout}
          data={[
            { value: "minutes", label: t("history.layoutMinutes") },
            { value: "areas", label: t("history.layoutAreas") },
          ]}
          onChange={(event) => setLayout(event.currentTarget.value)}
        />
        {ready ? (
          <Button component="a" href={`${kApiRoot}${root}.csv?${query}`} download>
            {t("history.download")}
          </Button>
        ) : (
          <Button disabled>{t("history.download")}</Button>
        )}
      </Group>
      <Text size="sm" c="dimmed" mt="xs">
        {t("history.exportText")}
      </Text>
    </>
  );
}
