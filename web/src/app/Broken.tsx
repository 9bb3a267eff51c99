// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { useRouteError } from "react-router";
import { useI18n } from "../i18n/I18n";
import { EmptyState } from "../ui/EmptyState";

/** A page that failed: our own mistake, or a chunk of a version that the server no longer has. */
export function Broken() {
  const { t } = useI18n();
  const error = useRouteError();
  return (
    <EmptyState title={t("common.brokenTitle")} text={error instanceof Error ? error.message : t("common.brokenText")}>
      <Button onClick={() => location.reload()}>{t("common.reload")}</Button>
    </EmptyState>
  );
}
