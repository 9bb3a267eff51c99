// SPDX-License-Identifier: Apache-2.0
import { Alert, Button, Group, Loader, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Camera, TestResult, Vendor } from "../api/types";
import { useAction } from "../api/useAction";
import { useResource } from "../api/useResource";
import { useI18n } from "../i18n/I18n";
import { useSession } from "../session/useSession";
import { ErrorNote } from "../ui/ErrorNote";
import { LeaveGuard } from "../forms/LeaveGuard";
import { bodyOf, type CameraDraft, findBodyOf, sensorsOf } from "./cameraDraft";
import { LiveResult } from "./LiveResult";
import { ResultPanel } from "./ResultPanel";
import { SearchPanel } from "./SearchPanel";
import { splitSource, vendorOf } from "./source";
import { SourceFields } from "./SourceFields";
import styles from "./SourceForm.module.css";
import { useSearch } from "./useSearch";
import { VendorPicker } from "./VendorPicker";

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
  const [chosen, setVendor] = useState<string | null>(null);
  const vendors = useResource<Vendor[]>("/vendors").data ?? [];
  const vendor = chosen ?? vendorOf(vendors, draft.source.path);
  const dirty = draft !== kept;

  const finder = useSearch(({ source, mode, vendor: maker }) => {
    setVendor(maker);
    setDraft((before) => ({ ...before, source: splitSource(source), mode }));
  });
  const test = useAction(async () => {
    finder.stop();
    setResult(null);
    const [first = draft] = sensorsOf(draft);
    setResult(await api.send<TestResult>("POST", "/cameras/test", bodyOf(first, camera?.settings)));
  });
  const save = useAction(async () => {
    if (camera === null) {
      let saved: Camera | null = null;
      for (const sensor of sensorsOf(draft)) saved = await api.send<Camera>("POST", "/cameras", bodyOf(sensor));
      setKept(draft);
      if (saved !== null) onSaved(saved);
      return;
    }
    const saved = await api.send<Camera>("PUT", `/cameras/${encodeURIComponent(camera.id)}`, bodyOf(draft, camera.settings));
    setKept(draft);
    setResult(null); // the camera itself shows what became of it
    onSaved(saved);
  });
  const trust = (certificate: string) => setDraft({ ...draft, tls: "pin", tls_pin: certificate });
  const searchable = draft.source.protocol !== "file" && draft.source.address.trim() !== "";
  const error = save.error ?? test.error ?? finder.error;

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
          >
            {draft.source.protocol !== "file" && (
              <VendorPicker vendors={vendors} vendor={vendor} onVendor={setVendor} draft={draft} onChange={setDraft} disabled={readOnly} />
            )}
          </SourceFields>
          {error !== null && error.fields.length === 0 && <ErrorNote error={error} />}
          {!readOnly && (
            <Group>
              {draft.source.protocol !== "file" && (
                <Button
                  variant="default"
                  loading={finder.busy}
                  disabled={!searchable}
                  title={t("find.help")}
                  onClick={() => {
                    setResult(null);
                    finder.start(findBodyOf(draft, vendor, camera));
                  }}
                >
                  {t("find.find")}
                </Button>
              )}
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
        {result !== null && <ResultPanel result={result} onTrust={readOnly ? undefined : trust} />}
        {result === null && !test.busy && finder.search !== null && (
          <SearchPanel search={finder.search} vendors={vendors} onStop={finder.stop} />
        )}
        {result === null && !test.busy && finder.search === null && camera !== null && (
          <LiveResult camera={camera} onTrust={readOnly ? undefined : trust} />
        )}
        {result === null && !test.busy && finder.search === null && camera === null && (
          <Text size="sm" c="dimmed">
            {t("source.testHint")}
          </Text>
        )}
      </div>
      <LeaveGuard dirty={camera !== null && dirty} />
    </div>
  );
}
