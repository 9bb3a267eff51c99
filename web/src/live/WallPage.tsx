// SPDX-License-Identifier: Apache-2.0
import { ActionIcon, Button, Group, SegmentedControl, Text } from "@mantine/core";
import { useFullscreenElement, useHotkeys } from "@mantine/hooks";
import { Link, useSearchParams } from "react-router";
import type { Camera } from "../api/types";
import { useResource } from "../api/useResource";
import { useI18n } from "../i18n/I18n";
import { mayAct } from "../session/roles";
import { useSession } from "../session/useSession";
import { EmptyState } from "../ui/EmptyState";
import { ErrorNote } from "../ui/ErrorNote";
import { Icon } from "../ui/Icon";
import { Loading } from "../ui/Loading";
import { PageHead } from "../ui/PageHead";
import { kLayouts, pageOf, parseLayout, rateOf, smallestFor } from "./layout";
import { Tile } from "./Tile";
import { useConnection, useLiveFeeds } from "./useLive";
import styles from "./WallPage.module.css";

export function WallPage() {
  const { t } = useI18n();
  const { user } = useSession();
  const cameras = useResource<Camera[]>("/cameras", 10);
  const [address, setAddress] = useSearchParams();
  const all = cameras.data ?? [];
  const layout = parseLayout(address.get("layout")) ?? smallestFor(all.length);
  const pages = Math.max(1, Math.ceil(all.length / layout));
  const page = Math.min(pages - 1, Math.max(0, Number(address.get("page") ?? 1) - 1 || 0));
  const shown = pageOf(all, layout, page);
  const feeds = useLiveFeeds(
    shown.map((camera) => camera.id),
    rateOf(layout),
  );
  const connection = useConnection(feeds);
  const { ref: wall, toggle } = useFullscreenElement();
  useHotkeys([["f", () => void toggle()]]);

  const go = (next: Record<string, string>) =>
    setAddress({ ...Object.fromEntries(address), ...next }, { replace: true });

  return (
    <div className={styles.page}>
      <PageHead title={t("live.title")}>
        {pages > 1 && (
          <Group gap={4}>
            {Array.from({ length: pages }, (_, index) => (
              <Button
                key={index}
                size="compact-sm"
                variant={index === page ? "light" : "subtle"}
                aria-current={index === page ? "page" : undefined}
                aria-label={t("live.page", { page: index + 1 })}
                onClick={() => go({ page: String(index + 1) })}
              >
                {index + 1}
              </Button>
            ))}
          </Group>
        )}
        <SegmentedControl
          size="xs"
          aria-label={t("live.layout")}
          value={String(layout)}
          data={kLayouts.map(String)}
          onChange={(value) => go({ layout: value, page: "1" })}
        />
        <ActionIcon variant="default" size="md" aria-label={t("live.fullScreen")} aria-keyshortcuts="f" title={`${t("live.fullScreen")} (F)`} onClick={() => void toggle()}>
          <Icon name="expand" size={16} />
        </ActionIcon>
      </PageHead>
      <ErrorNote error={cameras.error} retry={cameras.reload} />
      {cameras.loading && <Loading />}
      {cameras.data?.length === 0 && (
        <EmptyState title={t("live.emptyTitle")} text={t("live.emptyText")}>
          {mayAct(user.role, "admin") ? (
            <Button component={Link} to="/cameras/new" leftSection={<Icon name="plus" size={16} />}>
              {t("cameras.add")}
            </Button>
          ) : (
            <Text c="dimmed">{t("live.askAdmin")}</Text>
          )}
        </EmptyState>
      )}
      {all.length > 0 && (
        <div ref={wall} className={styles.wall} data-layout={layout}>
          {shown.map((camera) => (
            <Tile key={camera.id} camera={camera} feeds={feeds} connection={connection} small={layout > 4} />
          ))}
        </div>
      )}
    </div>
  );
}
