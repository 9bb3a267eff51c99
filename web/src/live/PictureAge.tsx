// SPDX-License-Identifier: Apache-2.0
import { useI18n } from "../i18n/I18n";
import { formatDuration } from "../i18n/format";
import type { LiveFrame } from "./feed";
import styles from "./PictureAge.module.css";
import { useNow } from "./useNow";

/** From this age on (seconds) a picture is not live any more. */
export const kStaleAfter = 3;

/** Seconds since the capture, by the server's delay and our own steady clock: wall clocks may differ. */
export function ageOf(frame: Pick<LiveFrame, "header" | "arrived">, now: number): number {
  return frame.header.delay + Math.max(0, now - frame.arrived) / 1000;
}

export function PictureAge({ frame }: { frame: LiveFrame }) {
  const { t, language } = useI18n();
  const age = ageOf(frame, useNow(500));
  const stale = age >= kStaleAfter;
  return (
    <span className={`${styles.age ?? ""} ${stale ? (styles.stale ?? "") : ""}`} title={t("live.ageHelp")}>
      {t(stale ? "live.stale" : "live.age", { age: formatDuration(age, language) })}
    </span>
  );
}
