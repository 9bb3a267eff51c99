// SPDX-License-Identifier: Apache-2.0
import { useEffect, useEffectEvent, useState } from "react";
import { socketAddress } from "../api/client";
import type { EventEnvelope } from "../api/types";
import { PersistentSocket, type SocketState } from "../live/socket";

function parse(text: string): EventEnvelope | null {
  try {
    const value = JSON.parse(text) as Partial<EventEnvelope>;
    return typeof value.id === "string" && typeof value.type === "string" ? (value as EventEnvelope) : null;
  } catch {
    return null;
  }
}

/** Each new event as it is stored. After a break `onReturn` is called, because some may have been missed. */
export function useEventStream(onEvent: (event: EventEnvelope) => void, onReturn: () => void): SocketState {
  const [state, setState] = useState<SocketState>("connecting");
  const take = useEffectEvent(onEvent);
  const returned = useEffectEvent(onReturn);

  useEffect(() => {
    let lost = false;
    const socket = new PersistentSocket(socketAddress("/events/stream"), {
      onState: (next) => {
        setState(next);
        if (next === "open" && lost) returned();
        lost = next === "lost";
      },
      onMessage: (data) => {
        const event = typeof data === "string" ? parse(data) : null;
        if (event !== null) take(event);
      },
    });
    return () => socket.close();
  }, []);

  return state;
}
