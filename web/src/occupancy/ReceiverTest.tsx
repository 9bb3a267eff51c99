// SPDX-License-Identifier: Apache-2.0
import { Alert, Button, Code, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { asApiError } from "../api/error";
import type { ReceiverAnswer } from "../api/types";
import { useAction } from "../api/useAction";
import type { SettingsForm } from "../forms/useSettingsForm";
import { formatNumber } from "../i18n/format";
import { useI18n } from "../i18n/I18n";
import { mayAct } from "../session/roles";
import { useSession } from "../session/useSession";
import { ErrorNote } from "../ui/ErrorNote";

interface Properties {
  form: SettingsForm;
  camera: string;
  kind: string;
  /** Of the receiver in its list. */
  place: number;
}

/** Sends a test to a receiver as it stands in the form, set or not, and shows what it answered. */
export function ReceiverTest({ form, camera, kind, place }: Properties) {
  const { t } = useI18n();
  const { api, user } = useSession();
  const [answer, setAnswer] = useState<ReceiverAnswer | null>(null);
  const test = useAction(async () => {
    setAnswer(null);
    const destination = form.get([kind, String(place)]);
    try {
      const path = `/cameras/${encodeURIComponent(camera)}/apps/occupancy/test`;
      setAnswer(await api.send<ReceiverAnswer>("POST", path, { kind, number: place + 1, destination }));
    } catch (reason) {
      const error = asApiError(reason);
      form.refuse(error.fields);
      throw error;
    }
  });
  // A test asks an address of the network from here: that is for admins.
  if (!mayAct(user.role, "admin")) return null;
  return (
    <Stack gap="xs" mt="sm">
      <Group gap="sm">
        <Button size="xs" variant="default" loading={test.busy} onClick={() => void test.run()}>
          {t("receiver.test")}
        </Button>
        {kind === "http_alarm" && (
          <Text size="xs" c="dimmed">
            {t("receiver.realAlarm")}
          </Text>
        )}
      </Group>
      <div aria-live="polite">
        {test.error !== null && test.error.fields.length === 0 && <ErrorNote error={test.error} />}
        {answer !== null && <Answer answer={answer} />}
      </div>
    </Stack>
  );
}

function Answer({ answer }: { answer: ReceiverAnswer }) {
  const { t, language } = useI18n();
  const time = `${formatNumber(answer.seconds * 1000, language, 0)} ms`;
  const title = answer.ok ? t("receiver.ok") : t("receiver.failed");
  return (
    <Alert variant="light" color={answer.ok ? "green" : "orange"} title={title} role="status">
      <Stack gap={4}>
        <Text size="sm">
          {answer.status === null ? t("receiver.time", { time }) : t("receiver.statusTime", { status: String(answer.status), time })}
        </Text>
        {answer.message !== "" && (
          <Text size="sm">
            {answer.message}
            {answer.remedy !== "" && ` — ${answer.remedy}`}
          </Text>
        )}
        {answer.answer !== "" && (
          <Code block mah={160} style={{ overflow: "auto" }}>
            {answer.answer}
          </Code>
        )}
      </Stack>
    </Alert>
  );
}
