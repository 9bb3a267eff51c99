// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState, useSyncExternalStore } from "react";
import { socketAddress } from "../api/client";
import { type CameraFeed, LiveFeeds } from "./feed";
import type { SocketState } from "./socket";

/** The live pictures of `cameras`, at most `rate` a second each, while the component is shown. */
export function useLiveFeeds(cameras: readonly string[], rate: number): LiveFeeds {
  const [feeds] = useState(() => new LiveFeeds());
  const wanted = cameras.join(" ");

  useEffect(() => {
    feeds.open(socketAddress("/live"));
    const onVisibility = () => feeds.pause(document.hidden);
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      feeds.close();
    };
  }, [feeds]);

  useEffect(() => {
    feeds.watch(wanted === "" ? [] : wanted.split(" "), rate);
  }, [feeds, wanted, rate]);

  return feeds;
}

export function useCameraFeed(feeds: LiveFeeds, camera: string): CameraFeed {
  return useSyncExternalStore(feeds.subscribe, () => feeds.camera(camera));
}

export function useConnection(feeds: LiveFeeds): SocketState {
  return useSyncExternalStore(feeds.subscribe, feeds.connection);
}
