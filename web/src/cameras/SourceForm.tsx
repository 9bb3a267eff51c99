// SPDX-License-Identifier: Apache-2.0
import { Alert, Button, Group, Loader, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { TestResult } from "../api/types";
import { useAction } from "../api/useAction";
import { useI18n } from "../i18n/I18n";
import { useSession } from "../session/useSession";
import { ErrorNote } from "../ui/ErrorNote";
import { bodyOf, type CameraDraft } from "./cameraDraft";
import { ResultPanel } from "./ResultPanel";
import { SourceFields } from "./SourceFields";
import styles from "./SourceForm.module.css";
import type { Camera } from "../api/types";
import { LeaveGuard } from "../forms/LeaveGuard";

interface Properties {
  start: CameraDraft;
  /** Null: a camera that is not there yet. */
  camera: Camera | null;
  readOnly: boolean;
  onSaved: (camera: Camera) => void;
}

export function SourceForm({ start, camera, readOnly, onSaved }: Properties) {
  const { t } = useI18n();
  const { api } = useSession();
  const [draft, setDraft] = useState(start);
  const [kept, setKept] = useState(start);
  const [result, setResult] = useState<TestResult | null>(null);
  const dirty = draft !== kept;
  const body = () => bodyOf(draft, camera?.settings);

  const test = useAction(async () => {
    setResult(null);
    setResult(await api.send<TestResult>("POST", "/cameras/test", body()));
  });
  const save = useAction(async () => {
    const saved = await (camera === null
      ? api.send<Camera>("POST", "/cameras", body())
      : api.send<Camera>("PUT", `/cameras/${encodeURIComponent(camera.id)}`, body()));
    setKept(draft);
    onSaved(saved);
    if (camera !== null) void test.run();
  });
  const error = save.error ?? test.error;

  return (
    <div className={styles.layout}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <Stack>
          {camera?.declared === true && <Alert variant="light">{t("cameras.declared")}</Alert>}
          <Text size="sm" c="dimmed">
            {t("source.ofTheCamera")}
          </Text>
          <SourceFields
            draft={draft}
            isNew={camera === null}
            readOnly={readOnly}
            errors={error?.fields ?? []}
            onChange={setDraft}
          />
          {error !== null && error.fields.length === 0 && <ErrorNote error={error} />}
          {!readOnly && (
            <Group>
              <Button variant="default" loading={test.busy} onClick={() => void test.run()}>
                {t("source.test")}
              </Button>
              <Button type="submit" loading={save.busy} disabled={camera !== null && !dirty}>
                {camera === null ? t("cameras.add") : t("form.set")}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
      <div aria-live="polite">
        {test.busy && (
          <Group gap="sm" mih={60}>
            <Loader size="sm" />
            <Text size="sm">{t("source.testing")}</Text>
          </Group>
        )}
        {result !== null && <ResultPanel result={result} />}
        {result === null && !test.busy && (
          <Text size="sm" c="dimmed">
            {t("source.testHint")}
          </Text>
        )}
      </div>
      <LeaveGuard dirty={camera !== null && dirty} />
    </div>
  );
}
