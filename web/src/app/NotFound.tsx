// SPDX-License-Identifier: Apache-2.0
import { Button } from "@mantine/core";
import { Link } from "react-router";
import { useI18n } from "../i18n/I18n";
import { EmptyState } from "../ui/EmptyState";

export function NotFound() {
  const { t } = useI18n();
  return (
    <EmptyState title={t("common.notFoundTitle")} text={t("common.notFoundText")}>
      <Button component={Link} to="/">
        {t("common.toLive")}
      </Button>
    </EmptyState>
  );
}
