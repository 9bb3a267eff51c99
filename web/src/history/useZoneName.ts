// SPDX-License-Identifier: Apache-2.0
import { useI18n } from "../i18n/I18n";

/** An area's name; the whole picture has none of its own. */
export function useZoneName(): (zone: { area: number; name: string }) => string {
  const { t } = useI18n();
  return ({ area, name }) => (area === 0 ? t("history.wholePicture") : name);
}
