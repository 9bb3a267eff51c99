// SPDX-License-Identifier: Apache-2.0
import { Modal } from "@mantine/core";
import type { EventEnvelope } from "../api/types";
import { useI18n } from "../i18n/I18n";
import { formatDay, formatTime } from "../i18n/format";
import { pictureAddress } from "./EventList";

export function PictureDialog({ event, camera, onClose }: { event: EventEnvelope | null; camera: string; onClose: () => void }) {
  const { t, language } = useI18n();
  return (
    <Modal
      opened={event !== null}
      onClose={onClose}
      size="xl"
      centered
      title={[camera, event?.name].filter(Boolean).join(" · ")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {event !== null && (
        <figure style={{ margin: 0 }}>
          <img
            src={pictureAddress(event)}
            alt={t("alarms.pictureOf", { camera })}
            style={{ display: "block", width: "100%", minHeight: 120, borderRadius: 6, background: "#0a0d10" }}
          />
          <figcaption style={{ marginTop: 8, fontSize: "0.875rem" }}>
            {formatDay(event.time, language)} {formatTime(event.time, language)}
          </figcaption>
        </figure>
      )}
    </Modal>
  );
}
