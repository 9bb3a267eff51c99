// SPDX-License-Identifier: Apache-2.0
import { ActionIcon } from "@mantine/core";
import { useState } from "react";
import type { Camera } from "../api/types";
import { useAction } from "../api/useAction";
import { useI18n } from "../i18n/I18n";
import { useSession } from "../session/useSession";
import { Confirm } from "../ui/Confirm";
import { Icon } from "../ui/Icon";

export function RemoveCamera({ camera, onRemoved }: { camera: Camera; onRemoved: () => void }) {
  const { t } = useI18n();
  const { api } = useSession();
  const [asking, setAsking] = useState(false);
  const remove = useAction(async () => {
    await api.send("DELETE", `/cameras/${encodeURIComponent(camera.id)}`);
    onRemoved();
  });
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t("cameras.removeNamed", { camera: camera.name })}
        onClick={() => {
          remove.clear();
          setAsking(true);
        }}
      >
        <Icon name="bin" size={18} />
      </ActionIcon>
      <Confirm
        opened={asking}
        title={t("cameras.removeNamed", { camera: camera.name })}
        text={t("cameras.removeText")}
        verb={t("cameras.remove")}
        action={remove}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
