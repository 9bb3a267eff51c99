// SPDX-License-Identifier: Apache-2.0
import { Alert, Button, Group, Text } from "@mantine/core";
import type { ApiError } from "../api/error";
import { useI18n } from "../i18n/I18n";
import { Icon } from "./Icon";

/** What went wrong and what to do, in the server's words where it has spoken. */
export function ErrorNote({ error, retry }: { error: ApiError | null; retry?: () => void }) {
  const { t } = useI18n();
  if (error === null) return null;
  const unreachable = error.kind === "unreachable";
  const remedy = unreachable ? t("common.unreachableRemedy") : error.remedy;
  return (
    <Alert
      role="alert"
      color="orange"
      variant="light"
      icon={<Icon name="warning" />}
      title={unreachable ? t("common.unreachable") : error.message}
    >
      {remedy !== "" && <Text size="sm">{remedy}</Text>}
      {error.fields.map((field) => (
        <Text size="sm" key={field.path}>
          <code>{field.path}</code> {field.message} {field.remedy !== "" && `— ${field.remedy}`}
        </Text>
      ))}
      {error.retryAfter !== null && <Text size="sm">{t("common.retryAfter", { seconds: error.retryAfter })}</Text>}
      {retry !== undefined && (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={retry}>
            {t("common.retry")}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
