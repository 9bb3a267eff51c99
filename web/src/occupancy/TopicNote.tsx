// SPDX-License-Identifier: Apache-2.0
import { Button, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useApi } from "../api/context";
import type { Camera } from "../api/types";
import type { JsonObject } from "../forms/schema";
import type { SettingsForm } from "../forms/useSettingsForm";
import { useI18n } from "../i18n/I18n";
import { kMark, topicOf, withCamera } from "./topics";

const kTopic = ["mqtt", "topic"] as const;

/** Other cameras that publish, and the settings by which they do. */
function useOthers(camera: string): readonly (readonly [Camera, JsonObject])[] {
  const api = useApi();
  const [others, setOthers] = useState<readonly (readonly [Camera, JsonObject])[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    const settingsOf = async (other: Camera) => {
      const path = `/cameras/${encodeURIComponent(other.id)}/apps/occupancy`;
      return [other, await api.get<JsonObject>(path, stop.signal)] as const;
    };
    const ask = async () => {
      const cameras = await api.get<Camera[]>("/cameras", stop.signal);
      const answers = await Promise.allSettled(cameras.filter(({ id, apps }) => id !== camera && apps.includes("occupancy")).map(settingsOf));
      if (!stop.signal.aborted) setOthers(answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : [])));
    };
    // Without an answer there is no note; the settings themselves do not hang on it.
    ask().catch(() => undefined);
    return () => stop.abort();
  }, [api, camera]);
  return others;
}

/** Says at the topic that another camera publishes there too, and offers to tell the two apart. */
export function TopicNote({ form, camera }: { form: SettingsForm; camera: string }) {
  const { t } = useI18n();
  const others = useOthers(camera);
  const own = topicOf(form.draft, camera);
  const sharing = others.filter(([{ id }, settings]) => own !== null && topicOf(settings, id) === own).map(([{ name }]) => name);
  if (sharing.length === 0) return null;
  const topic = form.get(kTopic);
  const apart = typeof topic === "string" ? withCamera(topic) : null;
  return (
    <div role="status" style={{ marginTop: 4 }}>
      <Text size="xs" c="var(--oc-warn)">
        {t("occupancy.sharedTopic", { cameras: sharing.join(", "), mark: kMark })}
      </Text>
      {apart !== null && !form.readOnly && (
        <Button mt={6} size="compact-xs" variant="default" onClick={() => form.set(kTopic, apart)}>
          {t("occupancy.insertCamera", { mark: kMark })}
        </Button>
      )}
    </div>
  );
}
