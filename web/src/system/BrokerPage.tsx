// SPDX-License-Identifier: Apache-2.0
import { Alert, Anchor, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { asApiError } from "../api/error";
import type { BrokerState } from "../api/types";
import { useAction } from "../api/useAction";
import { useResource } from "../api/useResource";
import { LeaveGuard } from "../forms/LeaveGuard";
import { membersOf, type Schema } from "../forms/schema";
import { SchemaSetting } from "../forms/SchemaFields";
import { SetBar } from "../forms/SetBar";
import { useSettingsForm } from "../forms/useSettingsForm";
import { useI18n } from "../i18n/I18n";
import { useSession } from "../session/useSession";
import { ErrorNote } from "../ui/ErrorNote";
import { Icon } from "../ui/Icon";
import { Loading } from "../ui/Loading";
import { PageHead } from "../ui/PageHead";
import { idleBroker } from "./idleBroker";

/** The MQTT broker of the whole host (OCC-42). */
export function BrokerPage() {
  const { t } = useI18n();
  const schema = useResource<Schema>("/schema/broker");
  const broker = useResource<BrokerState>("/broker", 3);
  const error = schema.error ?? broker.error;
  return (
    <>
      <PageHead title={t("system.broker")}>
        <Anchor component={Link} to="/system" size="sm">
          <Group gap={4}>
            <Icon name="back" size={16} />
            {t("system.title")}
          </Group>
        </Anchor>
      </PageHead>
      <ErrorNote error={error} retry={() => [schema, broker].forEach((one) => one.reload())} />
      {error === null && (schema.data === null || broker.data === null) && <Loading />}
      {schema.data !== null && broker.data !== null && (
        <BrokerForm schema={schema.data} broker={broker.data} onSet={broker.replace} />
      )}
    </>
  );
}

interface Properties {
  schema: Schema;
  broker: BrokerState;
  onSet: (broker: BrokerState) => void;
}

const kColors = { up: "green", down: "orange", off: "gray" } as const;

function BrokerForm({ schema, broker, onSet }: Properties) {
  const { t } = useI18n();
  const { api } = useSession();
  const [done, setDone] = useState(false);
  const form = useSettingsForm({
    name: "broker",
    schema,
    saved: broker.settings,
    readOnly: broker.declared,
    idleReason: (path, draft) => {
      const reason = idleBroker(path, draft);
      return reason === null ? null : t(`system.${reason}`);
    },
  });
  const set = useAction(async () => {
    try {
      const kept = await api.send<BrokerState>("PUT", "/broker", form.draft);
      form.accept(kept.settings);
      onSet(kept);
      setDone(true);
    } catch (reason) {
      const error = asApiError(reason);
      form.refuse(error.fields);
      throw error;
    }
  });
  return (
    <Stack gap="md" maw={720}>
      <Text size="sm" c="dimmed">
        {t("system.brokerText")}
      </Text>
      {broker.declared && <Alert variant="light">{t("system.brokerDeclared")}</Alert>}
      <Alert variant="light" color={kColors[broker.state]} title={t(`system.broker_${broker.state}`)} role="status">
        {broker.reason !== null && <Text size="sm">{broker.reason}</Text>}
      </Alert>
      {membersOf(schema).map(([name]) => (
        <SchemaSetting key={name} form={form} path={[name]} />
      ))}
      {set.error !== null && set.error.fields.length === 0 && <ErrorNote error={set.error} />}
      {!broker.declared && (
        <SetBar
          changes={form.changes}
          busy={set.busy}
          done={done}
          onSet={() => void set.run()}
          onDiscard={() => {
            form.discard();
            set.clear();
          }}
        />
      )}
      <LeaveGuard dirty={!broker.declared && form.changes > 0} />
    </Stack>
  );
}
