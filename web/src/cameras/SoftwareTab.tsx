// SPDX-License-Identifier: Apache-2.0
import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import type { Camera } from "../api/types";
import { useAction } from "../api/useAction";
import { useI18n } from "../i18n/I18n";
import { mayAct } from "../session/roles";
import { useSession } from "../session/useSession";
import { Confirm } from "../ui/Confirm";

/** The apps that this version can put on a camera. */
const kApps = ["occupancy"] as const;

export function SoftwareTab({ camera, onChanged }: { camera: Camera; onChanged: () => void }) {
  const { t } = useI18n();
  return (
    <Stack maw={640}>
      {kApps.map((app) => {
        const installed = camera.apps.includes(app);
        return (
          <Paper key={app} withBorder p="md" bg="var(--oc-surface)">
            <Group justify="space-between" wrap="nowrap">
              <div>
                <Text fw={600}>{t(`apps.${app}`)}</Text>
                <Text size="sm" c="dimmed">
                  {t(`apps.${app}Text`)}
                </Text>
              </div>
              <Group gap="xs" wrap="nowrap">
                {installed && !camera.declared && <TakeOff camera={camera} app={app} onDone={onChanged} />}
                <Button component={Link} to={`/cameras/${camera.id}/apps/${app}`} variant={installed ? "default" : "light"}>
                  {installed ? t("apps.settings") : t("apps.put")}
                </Button>
              </Group>
            </Group>
          </Paper>
        );
      })}
    </Stack>
  );
}

function TakeOff({ camera, app, onDone }: { camera: Camera; app: string; onDone: () => void }) {
  const { t } = useI18n();
  const { api, user } = useSession();
  const [asking, setAsking] = useState(false);
  const remove = useAction(async () => {
    await api.send("DELETE", `/cameras/${encodeURIComponent(camera.id)}/apps/${app}`);
    onDone();
  });
  if (!mayAct(user.role, "operator")) return null;
  return (
    <>
      <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
        {t("apps.takeOff")}
      </Button>
      <Confirm
        opened={asking}
        title={t("apps.takeOff")}
        text={t("apps.takeOffText", { camera: camera.name })}
        verb={t("apps.takeOff")}
        action={remove}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
