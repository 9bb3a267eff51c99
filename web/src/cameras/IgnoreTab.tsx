// SPDX-License-Identifier: Apache-2.0
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Camera, Point } from "../api/types";
import { useAction } from "../api/useAction";
import { LeaveGuard } from "../forms/LeaveGuard";
import { SetBar } from "../forms/SetBar";
import { useI18n } from "../i18n/I18n";
import { useCameraFeed, useConnection, useLiveFeeds } from "../live/useLive";
import { useSession } from "../session/useSession";
import { ErrorNote } from "../ui/ErrorNote";
import { Icon } from "../ui/Icon";
import { EditorPicture } from "../zones/EditorPicture";
import { useZoneEditor } from "../zones/useZoneEditor";
import { bodyOf, draftOf } from "./cameraDraft";
import styles from "./IgnoreTab.module.css";

const kMostAreas = 8;
const kColor = "#d7b56d";

/** Areas of the picture in which nothing is followed: a road behind the fence, a screen, a mirror. */
export function IgnoreTab({ camera, readOnly, onSaved }: { camera: Camera; readOnly: boolean; onSaved: () => void }) {
  const { t } = useI18n();
  const { api } = useSession();
  const [kept, setKept] = useState<readonly (readonly Point[])[]>(camera.settings.ignore);
  const [shapes, setShapes] = useState(kept);
  const [done, setDone] = useState(false);
  const editor = useZoneEditor(shapes, setShapes);
  const feeds = useLiveFeeds([camera.id], 5);
  const feed = useCameraFeed(feeds, camera.id);
  const connection = useConnection(feeds);
  const changes = shapes === kept ? 0 : 1;
  const name = (index: number) => t("source.ignoreArea", { number: index + 1 });
  const looks = shapes.map((_, index) => ({ name: name(index), color: kColor, enabled: true }));

  const set = useAction(async () => {
    const drawn = shapes.filter((shape) => shape.length >= 3);
    const body = { ...bodyOf(draftOf(camera), camera.settings), ignore: drawn };
    await api.send("PUT", `/cameras/${encodeURIComponent(camera.id)}`, body);
    setShapes(drawn);
    setKept(drawn);
    setDone(true);
    onSaved();
  });

  return (
    <>
      <div className={styles.layout}>
        <div>
          <EditorPicture camera={camera} feed={feed} connection={connection} editor={editor} looks={looks} />
        </div>
        <Stack gap="sm">
          {readOnly && <Alert variant="light">{t(camera.declared ? "cameras.declared" : "source.adminOnly")}</Alert>}
          <Text size="sm" c="dimmed">
            {t("source.ignoreText")}
          </Text>
          {shapes.map((_, index) => (
            <Group key={index} gap="xs">
              <Button
                variant={editor.state.active === index ? "light" : "default"}
                size="compact-sm"
                aria-pressed={editor.state.active === index}
                onClick={() => editor.dispatch({ kind: "activate", shape: index })}
              >
                {name(index)}
              </Button>
              <Button
                variant="subtle"
                color="gray"
                size="compact-sm"
                aria-label={t("occupancy.removeArea", { name: name(index) })}
                disabled={readOnly}
                onClick={() => setShapes(shapes.toSpliced(index, 1))}
              >
                <Icon name="bin" size={14} />
              </Button>
            </Group>
          ))}
          <Group>
            <Button
              variant="default"
              disabled={readOnly || shapes.length >= kMostAreas}
              leftSection={<Icon name="plus" size={16} />}
              onClick={() => {
                setShapes([...shapes, []]);
                editor.dispatch({ kind: "activate", shape: shapes.length });
              }}
            >
              {t("occupancy.addArea", { count: shapes.length, most: kMostAreas })}
            </Button>
          </Group>
          <ErrorNote error={set.error} />
        </Stack>
      </div>
      {!readOnly && (
        <SetBar
          changes={changes}
          busy={set.busy}
          done={done}
          onSet={() => void set.run()}
          onDiscard={() => {
            setShapes(kept);
            set.clear();
          }}
        />
      )}
      <LeaveGuard dirty={changes > 0} />
    </>
  );
}
