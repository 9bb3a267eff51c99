// SPDX-License-Identifier: Apache-2.0
import type { SystemState } from "../src/api/types.ts";

const kStarted = Date.now() - 86_400_000 * 3;

export function systemAnswer(): SystemState {
  return {
    version: "0.1.0",
    uptime: (Date.now() - kStarted) / 1000,
    models: {
      detector: {
        id: "ocellus-s",
        title: "Ocellus S (mock)",
        licence: "Apache-2.0",
        input: "416x256",
        milliseconds: 3.4,
        accuracy: "figures of a mock server",
      },
    },
    storage: { path: "/var/lib/ocellus", free_bytes: 84_000_000_000, used_bytes: 12_600_000_000 },
    listeners: { http: "127.0.0.1:8080", https: "0.0.0.0:8443", rtsp: "0.0.0.0:8554" },
    broker: { url: "mqtt://127.0.0.1:1883", state: "up", reason: null },
    outbox: [
      { destination: "mqtt", pending: 0, state: "up", reason: null },
      {
        destination: "http 192.168.0.50:9100",
        pending: 42,
        state: "down",
        reason: { message: "connection refused", remedy: "start the receiver; what waits is sent then" },
      },
    ],
    findings: [
      { level: "good", topic: "clock", message: "The clock is kept by NTP.", remedy: "" },
      { level: "good", topic: "detector", message: "The detector needs 3.4 ms a picture; this machine can serve 32 cameras.", remedy: "" },
      {
        level: "warning",
        topic: "camera gate",
        message: "The camera refuses the user name or password.",
        remedy: "Check both on the camera's own page.",
      },
    ],
  };
}
