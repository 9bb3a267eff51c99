// SPDX-License-Identifier: Apache-2.0
import { Button, Center, Group, NativeSelect, Text } from "@mantine/core";
import { useState } from "react";
import { useSearchParams } from "react-router";
import type { Camera, EventEnvelope } from "../api/types";
import { useResource } from "../api/useResource";
import { useI18n } from "../i18n/I18n";
import { EmptyState } from "../ui/EmptyState";
import { ErrorNote } from "../ui/ErrorNote";
import { Loading } from "../ui/Loading";
import { PageHead } from "../ui/PageHead";
import { EventList } from "./EventList";
import { parseFilter } from "./filter";
import { PictureDialog } from "./PictureDialog";
import { useEvents } from "./useEvents";

export function AlarmsPage() {
  const { t } = useI18n();
  const [address, setAddress] = useSearchParams();
  const filter = parseFilter(address);
  const cameras = useResource<Camera[]>("/cameras");
  const { events, error, older, reload, connection } = useEvents(filter);
  const [shown, setShown] = useState<EventEnvelope | null>(null);
  const names = new Map((cameras.data ?? []).map((camera) => [camera.id, camera.name]));
  const narrowed = filter.camera !== "" || filter.type !== "alarm";

  const choose = (key: "camera" | "type", value: string) => {
    const next = new URLSearchParams(address);
    if (value === "") next.delete(key);
    else next.set(key, value);
    setAddress(next);
  };

  return (
    <>
      <PageHead title={t("alarms.title")}>
        <Text size="xs" c="dimmed" role="status">
          {connection === "lost" ? t("live.serverLost") : ""}
        </Text>
        <NativeSelect
          aria-label={t("alarms.camera")}
          value={filter.camera}
          data={[{ value: "", label: t("alarms.allCameras") }, ...[...names].map(([value, label]) => ({ value, label }))]}
          onChange={(event) => choose("camera", event.currentTarget.value)}
        />
        <NativeSelect
          aria-label={t("alarms.type")}
          value={filter.type}
          data={[
            { value: "alarm", label: t("alarms.typeAlarm") },
            { value: "alarm_end", label: t("alarms.typeEnd") },
            { value: "under_occupancy", label: t("alarms.tooFew") },
            { value: "all", label: t("alarms.typeAll") },
          ]}
          onChange={(event) => choose("type", event.currentTarget.value)}
        />
      </PageHead>
      <ErrorNote error={error} retry={reload} />
      {events === null && error === null && <Loading />}
      {events?.length === 0 && (
        <EmptyState
          title={narrowed ? t("alarms.noneFilteredTitle") : t("alarms.noneTitle")}
          text={narrowed ? t("alarms.noneFilteredText") : t("alarms.noneText")}
        >
          {narrowed && (
            <Button variant="default" onClick={() => setAddress({})}>
              {t("alarms.clearFilters")}
            </Button>
          )}
        </EmptyState>
      )}
      {events !== null && events.length > 0 && <EventList events={events} names={names} onPicture={setShown} />}
      {older !== null && (
        <Center mt="md">
          <Group>
            <Button variant="default" onClick={() => void older()}>
              {t("alarms.older")}
            </Button>
          </Group>
        </Center>
      )}
      <PictureDialog event={shown} camera={names.get(shown?.camera ?? "") ?? shown?.camera ?? ""} onClose={() => setShown(null)} />
    </>
  );
}
