// SPDX-License-Identifier: Apache-2.0
import type { Camera, TestResult } from "../api/types";
import { useResource } from "../api/useResource";
import { LiveView } from "../live/LiveView";
import { useCameraFeed, useConnection, useLiveFeeds } from "../live/useLive";
import { ResultPanel } from "./ResultPanel";

/** What a camera that runs gives now: its picture once a second whatever its rate, its figures, a verdict (RELAY-31). */
export function LiveResult({ camera, onTrust }: { camera: Camera; onTrust?: ((certificate: string) => void) | undefined }) {
  const feeds = useLiveFeeds([camera.id], 1);
  const feed = useCameraFeed(feeds, camera.id);
  const connection = useConnection(feeds);
  const { data } = useResource<TestResult>(`/cameras/${encodeURIComponent(camera.id)}/result`, 1);
  if (data === null) return null;
  return (
    <ResultPanel
      result={data}
      onTrust={onTrust}
      picture={feed.frame === null ? null : <LiveView feed={feed} connection={connection} name={camera.name} zones={false} />}
    />
  );
}
