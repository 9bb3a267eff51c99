// SPDX-License-Identifier: Apache-2.0
import { Anchor, Progress, SimpleGrid, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import type { SystemState } from "../api/types";
import { useResource } from "../api/useResource";
import { useI18n } from "../i18n/I18n";
import { formatBytes, formatDuration, formatNumber } from "../i18n/format";
import { mayAct } from "../session/roles";
import { useSession } from "../session/useSession";
import { ErrorNote } from "../ui/ErrorNote";
import { Facts } from "../ui/Facts";
import { Finding } from "../ui/Finding";
import { Loading } from "../ui/Loading";
import { PageHead } from "../ui/PageHead";
import { Outbox } from "./Outbox";
import { reasonText } from "./reason";
import { Section } from "./Section";

export function SystemPage() {
  const { t, language } = useI18n();
  const { user } = useSession();
  const system = useResource<SystemState>("/system", 5);
  const { data } = system;
  return (
    <>
      <PageHead title={t("system.title")}>
        {data !== null && (
          <Text size="sm" c="dimmed">
            {t("system.version", { version: data.version, uptime: formatDuration(data.uptime, language) })}
          </Text>
        )}
      </PageHead>
      <ErrorNote error={system.error} retry={system.reload} />
      {system.loading && <Loading />}
      {data !== null && (
        <Stack>
          <Section title={t("system.health")}>
            <Stack gap="sm">
              {data.findings.map((finding) => (
                <Finding key={`${finding.topic} ${finding.message}`} {...finding} />
              ))}
              {data.findings.length === 0 && <Text size="sm">{t("system.nothingFound")}</Text>}
            </Stack>
          </Section>
          <SimpleGrid cols={{ base: 1, md: 2 }}>
            {Object.entries(data.models).map(([task, model]) => (
              <Section key={task} title={t("system.model")}>
                <Facts
                  rows={[
                    [t("system.modelName"), model.title],
                    [t("system.input"), model.input],
                    ...(model.milliseconds == null
                      ? []
                      : ([[t("system.cost"), `${formatNumber(model.milliseconds, language)} ms`]] as const)),
                    [t("system.accuracy"), model.accuracy],
                    [t("system.licence"), model.licence],
                  ]}
                />
              </Section>
            ))}
            <Section title={t("system.storage")}>
              <Storage storage={data.storage} />
            </Section>
            <Section title={t("system.broker")}>
              <Facts
                rows={[
                  [t("system.state"), t(`system.broker_${data.broker.state}`)],
                  ...(data.broker.url === "" ? [] : ([[t("system.address"), data.broker.url]] as const)),
                  ...(data.broker.reason == null ? [] : ([[t("system.reason"), reasonText(data.broker.reason)]] as const)),
                ]}
              />
              {mayAct(user.role, "admin") && (
                <Anchor component={Link} to="/system/broker" size="sm">
                  {t("system.brokerSettings")}
                </Anchor>
              )}
            </Section>
            <Section title={t("system.listeners")}>
              <Facts rows={Object.entries(data.listeners).map(([name, address]) => [name.toUpperCase(), address])} />
            </Section>
          </SimpleGrid>
          <Section title={t("system.outbox")}>
            <Outbox rows={data.outbox} />
          </Section>
        </Stack>
      )}
    </>
  );
}

function Storage({ storage }: { storage: SystemState["storage"] }) {
  const { t, language } = useI18n();
  const whole = storage.free_bytes + storage.used_bytes;
  return (
    <Stack gap="xs">
      <Progress size="sm" value={whole === 0 ? 0 : (storage.used_bytes / whole) * 100} aria-label={t("system.used")} />
      <Facts
        rows={[
          [t("system.folder"), <code key="path">{storage.path}</code>],
          [t("system.used"), formatBytes(storage.used_bytes, language)],
          [t("system.free"), formatBytes(storage.free_bytes, language)],
        ]}
      />
    </Stack>
  );
}
