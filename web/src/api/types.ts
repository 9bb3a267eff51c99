// SPDX-License-Identifier: Apache-2.0
// The shapes of docs/reference/api.md.

export type Role = "admin" | "operator" | "viewer";
export type Language = "en" | "es" | "ja";

/** A fraction of the picture's width and height, from its top left corner. */
export type Point = [number, number];
/** x, y, width, height; fractions of the picture. */
export type Box = [number, number, number, number];

export interface Reason {
  message: string;
  remedy: string;
}

export interface SessionUser {
  name: string;
  role: Role;
  language: Language;
}

export interface Session {
  setup_required: boolean;
  user: SessionUser | null;
  token: string | null;
  version: string;
}

export interface User extends SessionUser {
  cameras: string[] | null;
}

export type CameraState = "idle" | "connecting" | "up" | "down";

export interface CameraSettings {
  source: string;
  mode: "mjpeg" | "jpeg";
  channel: number;
  username: string;
  password: string;
  tls: "verify" | "pin" | "accept" | "legacy";
  analysis_fps: number;
  motion_gate: boolean;
  ignore: Point[][];
}

export interface Camera {
  id: string;
  name: string;
  declared: boolean;
  state: CameraState;
  reason: Reason | null;
  settings: CameraSettings;
  apps: string[];
  picture: { width: number; height: number; rate: number; bytes: number; age: number } | null;
  rtsp: { port: number; h264: string; mjpeg: string; readers: number; note: string | null } | null;
  counters: { received: number; analysed: number; inferred: number; skipped: number; reconnects: number };
}

export type Level = "good" | "warning" | "bad";

export interface TestResult {
  url: string;
  ok: boolean;
  width: number;
  height: number;
  rate: number;
  rate_ok: boolean;
  bytes_per_second: number;
  bytes: number;
  quality: number | null;
  latency: number | null;
  verdict: (Reason & { level: Level })[];
  picture: string | null;
}

export interface EventEnvelope {
  id: string;
  sequence: number;
  time: string;
  camera: string;
  app: string;
  type: string;
  state?: string;
  area?: number | string;
  name?: string;
  count?: number;
  threshold?: number;
  /** Seconds that the alarm has lasted. */
  duration?: number;
  picture?: boolean;
}

export interface EventPage {
  events: EventEnvelope[];
  next: string | null;
}

export interface SystemState {
  version: string;
  uptime: number;
  models: Record<
    string,
    { id: string; title: string; licence: string; input: string; milliseconds?: number | null; accuracy: string }
  >;
  storage: { path: string; free_bytes: number; used_bytes: number };
  listeners: Record<string, string>;
  broker: { url: string; state: "up" | "down" | "off"; reason: Reason | string | null };
  outbox: { destination: string; pending: number; state: string; reason: Reason | string | null }[];
  findings: (Reason & { level: Level; topic: string })[];
}
