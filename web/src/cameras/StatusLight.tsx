// SPDX-License-Identifier: Apache-2.0
import type { CameraState } from "../api/types";
import { useI18n } from "../i18n/I18n";
import styles from "./StatusLight.module.css";

/** A light and, for those who cannot tell colours apart, a shape: full, ring or square. */
export function StatusLight({ state, words = false }: { state: CameraState; words?: boolean }) {
  const { t } = useI18n();
  const text = t(`cameras.${state}`);
  return (
    <span className={styles.status}>
      <span className={`${styles.light ?? ""} ${styles[state] ?? ""}`} title={text} />
      <span className={words ? undefined : "only-for-readers"}>{text}</span>
    </span>
  );
}
