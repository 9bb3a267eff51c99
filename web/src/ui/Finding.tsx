// SPDX-License-Identifier: Apache-2.0
import { Text } from "@mantine/core";
import type { Level } from "../api/types";
import { useI18n } from "../i18n/I18n";
import { Icon } from "./Icon";
import styles from "./Finding.module.css";

interface Properties {
  level: Level;
  topic?: string;
  message: string;
  remedy: string;
}

/** Something that was looked at: fine, or what to change. */
export function Finding({ level, topic, message, remedy }: Properties) {
  const { t } = useI18n();
  return (
    <div className={styles.finding} data-level={level}>
      <span className={styles.icon} title={t(`system.${level}`)}>
        <Icon name={level === "good" ? "check" : "warning"} size={18} />
        <span className="only-for-readers">{t(`system.${level}`)}</span>
      </span>
      <div>
        <Text size="sm" fw={level === "good" ? 450 : 600}>
          {topic !== undefined && <span className={styles.topic}>{topic} </span>}
          {message}
        </Text>
        {remedy !== "" && (
          <Text size="sm" c="dimmed">
            {remedy}
          </Text>
        )}
      </div>
    </div>
  );
}
