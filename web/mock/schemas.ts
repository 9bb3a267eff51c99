// SPDX-License-Identifier: Apache-2.0
// Settings as the daemon describes them: enough of them that each kind of form field is met.
import type { Schema } from "../src/forms/schema.ts";

const number = (minimum: number, maximum: number, standard: number, unit?: string): Schema => ({
  type: "number",
  minimum,
  maximum,
  default: standard,
  ...(unit === undefined ? {} : { "x-unit": unit }),
});
const integer = (minimum: number, maximum: number, standard: number, unit?: string): Schema => ({
  ...number(minimum, maximum, standard, unit),
  type: "integer",
});
const flag = (standard: boolean, description?: string): Schema => ({
  type: "boolean",
  default: standard,
  ...(description === undefined ? {} : { description }),
});
const object = (properties: Record<string, Schema>, description?: string): Schema => ({
  type: "object",
  properties,
  ...(description === undefined ? {} : { description }),
});
const interval: Schema = { type: "integer", enum: [5, 10, 15, 60, 300, 600, 900, 1800, 3600], default: 300, "x-unit": "s" };
const text = (maxLength: number, standard = "", forbidden?: string): Schema => ({
  type: "string",
  maxLength,
  default: standard,
  ...(forbidden === undefined ? {} : { "x-forbidden": forbidden }),
});

const zone = object({
  name: { ...text(20, "", '"&'), description: "Name of the zone, unique per camera" },
  enabled: flag(true),
  polygon: { type: "array", maxItems: 16, default: [] },
  threshold: { ...integer(1, 40, 5), description: "At or above this many objects the timer runs" },
  time: { ...number(0.1, 3600, 10, "s"), description: "How long the timer runs before the alarm" },
  under_occupancy: {
    ...object({ count: integer(1, 40, 1), time: number(0.1, 3600, 60, "s") }, "A separate alarm for too few objects"),
    type: ["object", "null"],
    default: null,
  },
});

const http = object({
  address: text(63),
  port: integer(1, 65535, 443),
  path: text(128, "/AIOccupancyDetectionApp", '"&;'),
  ssl: flag(true, "HTTPS instead of HTTP"),
  username: text(63, "", '"&:;'),
  password: { type: "string", writeOnly: true, maxLength: 63 },
  interval,
  counts: flag(false),
  alarms: flag(false),
});

const tcpAlarm = object({
  enabled: flag(true),
  address: text(63),
  port: integer(1, 65535, 1818),
  retries: { ...integer(0, 30, 2), type: ["integer", "null"] },
});

const httpAlarm = object({
  enabled: flag(true),
  url: text(512),
  body: { ...text(4096), "x-multiline": true },
  username: text(63, "", '"&:;'),
  password: { type: "string", writeOnly: true, maxLength: 63 },
});

export const occupancySchema: Schema = object({
  object: { type: "string", enum: ["human", "vehicle", "bicycle", "onsite-1"], default: "human", description: "What is counted" },
  reference_point: { type: "string", enum: ["bottom", "center", "top"], default: "bottom" },
  zones: {
    type: "array",
    maxItems: 4,
    items: zone,
    default: [{ name: "Area 1", enabled: true, polygon: [], threshold: 5, time: 10, under_occupancy: null }],
  },
  reset_percent: { type: "integer", enum: [50, 60, 70, 80, 90, 100], default: 80, "x-unit": "%" },
  pause_limit: { ...number(0, 600, 5, "s"), description: "A pause longer than this sets the timer back to zero" },
  repeat: { type: "string", enum: ["periodic", "continuous", "once"], default: "periodic" },
  alarm_deactivation: number(5, 600, 5, "s"),
  below_threshold: flag(true),
  alarm_notification: flag(true),
  thresholds: object({ head: integer(1, 99, 30), body: integer(1, 99, 25), vehicle: integer(1, 99, 25), bicycle: integer(1, 99, 25) }),
  black_and_white: object({ enabled: flag(true), head: integer(1, 99, 30), body: integer(1, 99, 25) }),
  min_size: object({ head: integer(0, 3840, 38, "px"), body: integer(0, 3840, 38, "px") }),
  http: { type: "array", maxItems: 4, items: http, default: [] },
  tcp_alarm: { type: "array", maxItems: 8, items: tcpAlarm, default: [] },
  http_alarm: { type: "array", maxItems: 8, items: httpAlarm, default: [] },
  mqtt: object({
    counts: flag(false),
    alarms: flag(false),
    topic: text(128, "i-PRO/NetworkCamera/App/AIOccupancyDetectionApp", "+#"),
    qos: integer(0, 2, 1),
    retain: flag(false),
    interval,
  }),
});

export const cameraSchema: Schema = object({
  name: text(64),
  source: text(512),
  analysis_fps: number(0.2, 30, 5),
});

const pem: Schema = { type: "string", maxLength: 65536, default: "", "x-multiline": true };

export const brokerSchema: Schema = object({
  url: { ...text(300), description: "mqtt://host:1883, or mqtts://host:8883 for TLS" },
  username: text(128),
  password: { type: "string", writeOnly: true, maxLength: 256 },
  client_id: text(64),
  keep_alive: number(5, 3600, 60, "s"),
  home_assistant: flag(false),
  home_assistant_prefix: text(64, "homeassistant", "+#"),
  onvif: flag(false),
  tls: object({ ca: pem, certificate: pem, key: { type: "string", writeOnly: true, maxLength: 65536, "x-multiline": true } }),
});
