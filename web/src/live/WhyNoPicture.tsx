// SPDX-License-Identifier: Apache-2.0
import { Text } from "@mantine/core";
import type { Reason } from "../api/types";
import { useI18n } from "../i18n/I18n";
import type { SocketState } from "./socket";
import styles from "./WhyNoPicture.module.css";

interface Properties {
  away: Reason | null;
  connection: SocketState;
  /** Whether an old picture shows through. */
  over: boolean;
}

/** Instead of a picture: the reason and what to do, or that it is on its way. */
export function WhyNoPicture({ away, connection, over }: Properties) {
  const { t } = useI18n();
  const lost = connection === "lost";
  if (over && away === null && !lost) return null;
  const title = lost ? t("live.serverLost") : away === null ? t("live.waiting") : away.message;
  const text = lost ? t("live.serverLostText") : (away?.remedy ?? "");
  return (
    <div className={`${styles.why ?? ""} ${over ? (styles.over ?? "") : ""}`} role="status">
      <Text fw={600} size="sm">
        {title}
      </Text>
      {text !== "" && <Text size="xs">{text}</Text>}
    </div>
  );
}
