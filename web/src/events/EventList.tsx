// SPDX-License-Identifier: Apache-2.0
import { Text } from "@mantine/core";
import { kApiRoot } from "../api/client";
import type { EventEnvelope } from "../api/types";
import { useI18n } from "../i18n/I18n";
import { formatDay, formatDuration, formatTime } from "../i18n/format";
import { Icon } from "../ui/Icon";
import { durations } from "./durations";
import styles from "./EventList.module.css";

interface Properties {
  events: readonly EventEnvelope[];
  names: ReadonlyMap<string, string>;
  onPicture: (event: EventEnvelope) => void;
}

const kAlarming = new Set(["alarm", "under_occupancy"]);

export function pictureAddress(event: EventEnvelope): string {
  return `${kApiRoot}/events/${encodeURIComponent(event.id)}/picture`;
}

export function EventList({ events, names, onPicture }: Properties) {
  const { t, language } = useI18n();
  const lasted = durations(events);
  const days = Map.groupBy(events, (event) => formatDay(event.time, language));
  return [...days].map(([day, list]) => (
    <section key={day} className={styles.day} aria-label={day}>
      <Text component="h2" size="sm" fw={600} c="dimmed" mb={6}>
        {day}
      </Text>
      <ul className={styles.list}>
        {list.map((event) => {
          const camera = names.get(event.camera) ?? event.camera;
          const duration = lasted.get(event.id) ?? (event.type === "alarm_end" ? event.duration : undefined);
          return (
            <li key={event.id} className={styles.row} data-event={event.id} data-type={event.type}>
              {event.picture === true ? (
                <button
                  className={styles.thumb}
                  aria-label={t("alarms.enlarge", { camera, time: formatTime(event.time, language) })}
                  onClick={() => onPicture(event)}
                >
                  <img src={pictureAddress(event)} alt="" loading="lazy" width={128} height={72} />
                </button>
              ) : (
                <span className={styles.noThumb} aria-hidden="true">
                  <Icon name={kAlarming.has(event.type) ? "bell" : "check"} />
                </span>
              )}
              <div className={styles.what}>
                <span className={kAlarming.has(event.type) ? styles.alarm : styles.plain}>
                  <EventWord event={event} />
                </span>
                <span className={styles.where}>
                  {camera}
                  {event.name !== undefined && ` · ${event.name}`}
                </span>
              </div>
              <div className={styles.figures}>
                {event.count !== undefined && (
                  <span title={t("live.countHelp")}>
                    {event.count}
                    {event.threshold !== undefined && <span className={styles.dim}> / {event.threshold}</span>}
                  </span>
                )}
                {duration !== undefined && (
                  <span className={styles.dim}>{t("alarms.lasted", { time: formatDuration(duration, language) })}</span>
                )}
              </div>
              <time className={styles.time} dateTime={event.time}>
                {formatTime(event.time, language)}
              </time>
            </li>
          );
        })}
      </ul>
    </section>
  ));
}

function EventWord({ event }: { event: EventEnvelope }) {
  const { t } = useI18n();
  if (event.type === "alarm") return t(event.state === "repeat" ? "alarms.repeat" : "alarms.start");
  if (event.type === "alarm_end") return t("alarms.end");
  if (event.type === "under_occupancy") return t("alarms.tooFew");
  if (event.type === "under_occupancy_end") return t("alarms.tooFewEnd");
  if (event.type === "count") return t("alarms.count");
  return event.type;
}
