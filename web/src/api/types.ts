// SPDX-License-Identifier: Apache-2.0
// The shapes of docs/reference/api.md.
import type { JsonObject } from "../forms/schema";

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
  /** The camera of several sensors that this is one of; empty: of none. */
  unit: string;
  username: string;
  password: string;
  tls: "verify" | "pin" | "accept" | "legacy";
  tls_pin: string;
  /** A port of its own for the camera CGIs, as address:port. */
  listen: string | null;
  analysis_fps: number;
  motion_gate: boolean;
  /** That of the manuals' messages: 12 hex digits; empty: one made from the id. */
  mac: string;
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

/** What recorders log in with: good for one camera, or for the sensors of one unit. */
export interface Device {
  name: string;
  camera: string;
  created: string;
}

export interface NewDevice {
  name: string;
  camera: string;
  /** Shown this once. */
  password: string;
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
  reconnects: number;
  /** SHA-256 of what the camera showed, to be pinned; empty without TLS. */
  certificate: string;
  verdict: (Reason & { level: Level })[];
  picture: string | null;
}

export type StreamKind = "mjpeg" | "jpeg" | "rtsp";

export interface VendorStream {
  kind: StreamKind;
  path: string;
  /** The path for any sensor of several; {channel} in it stands for the channel. */
  sensor_path: string;
  /** Empty, or why that path gives the same picture for every sensor, and what to do. */
  sensor_note: string;
  /** Null: the protocol's own. */
  port: number | null;
}

export interface Vendor {
  id: string;
  name: string;
  advice: string;
  streams: VendorStream[];
}

/** A search for a camera's picture among the addresses of makers. */
export interface Search {
  id: string;
  done: boolean;
  number: number;
  of: number;
  steps: { vendor: string; url: string; answer: string; picture: boolean }[];
  found: { source: string; mode: "mjpeg" | "jpeg"; vendor: string; sensor_note: string } | null;
  reason: Reason | null;
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

export interface Clip {
  name: string;
  bytes: number;
}

export interface TrialAlarm {
  type: string;
  /** Seconds of the clip. */
  time: number;
  state?: string;
  area: number;
  name: string;
  count?: number;
  threshold?: number;
  notified: boolean;
}

export interface TrialVariant {
  alarms: TrialAlarm[];
  not_listed: number;
  counts: Record<string, { lowest: number; highest: number }>;
}

/** A clip under the settings in effect and under others. */
export interface Trial {
  id: string;
  camera: string;
  clip: string;
  state: "running" | "done" | "failed";
  seconds: number;
  pictures: number;
  message: string;
  variants: { today?: TrialVariant; changed?: TrialVariant };
}

/** The MQTT broker of the host. */
export interface BrokerState {
  declared: boolean;
  settings: JsonObject;
  state: "up" | "down" | "off";
  reason: string | null;
}

/** What a receiver said to a test. */
export interface ReceiverAnswer {
  ok: boolean;
  status: number | null;
  seconds: number;
  answer: string;
  message: string;
  remedy: string;
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
