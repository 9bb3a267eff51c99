// SPDX-License-Identifier: Apache-2.0
import type { Camera, CameraSettings } from "../api/types";
import { joinSource, kEmptySource, type SourceParts, splitSource } from "./source";

export interface CameraDraft {
  id: string;
  name: string;
  source: SourceParts;
  mode: CameraSettings["mode"];
  channel: number;
  unit: string;
  /** How many sensors a new camera has: each becomes a camera of its own, a channel of one unit. */
  sensors: number;
  username: string;
  password: string;
  tls: CameraSettings["tls"];
  tls_pin: string;
  listen: string;
  mac: string;
  analysis_fps: number;
  motion_gate: boolean;
}

export const kNewCamera: CameraDraft = {
  id: "",
  name: "",
  source: kEmptySource,
  mode: "mjpeg",
  channel: 1,
  unit: "",
  sensors: 1,
  username: "",
  password: "",
  tls: "verify",
  tls_pin: "",
  listen: "",
  mac: "",
  analysis_fps: 5,
  motion_gate: true,
};

export function draftOf(camera: Camera): CameraDraft {
  const { source, listen, mode, channel, unit, username, password, tls, tls_pin, mac, analysis_fps, motion_gate } = camera.settings;
  const names = { id: camera.id, name: camera.name, source: splitSource(source), listen: listen ?? "", sensors: 1 };
  return { ...names, mode, channel, unit, username, password, tls, tls_pin, mac, analysis_fps, motion_gate };
}

/** What POST and PUT take. Settings that this form does not show (`kept`) go along unchanged. */
export function bodyOf(draft: CameraDraft, kept?: CameraSettings): Record<string, unknown> {
  const body: Record<string, unknown> = { ...kept, ...draft, source: joinSource(draft.source), listen: draft.listen.trim() === "" ? null : draft.listen.trim(), mac: draft.mac.trim() };
  delete body.sensors;
  return body;
}

/** One camera for each sensor: channels 1 to n of a unit that has the name of the whole. */
export function sensorsOf(draft: CameraDraft): CameraDraft[] {
  if (draft.sensors <= 1) return [draft];
  return Array.from({ length: draft.sensors }, (_, index) => ({
    ...draft,
    id: `${draft.id.slice(0, 38)}-${index + 1}`,
    name: `${draft.name} ${index + 1}`,
    unit: draft.id,
    channel: index + 1,
    listen: "",
  }));
}

/** What a search takes (docs/reference/api.md, "Search"); `***` stands for the password that is stored. */
export function findBodyOf(draft: CameraDraft, vendor: string, camera: Camera | null): Record<string, unknown> {
  const { source, username, password, tls, tls_pin, channel, unit, sensors } = draft;
  const secure = source.protocol === "https" || source.protocol === "rtsps";
  const rtsp = source.protocol === "rtsp" || source.protocol === "rtsps";
  return {
    address: source.address.trim().replace(/^\[(.*)\]$/, "$1"),
    port: rtsp || source.port === "" ? 0 : Number(source.port),
    protocol: secure ? "https" : "http",
    username,
    password,
    tls,
    tls_pin,
    vendor,
    channel,
    multi_sensor: sensors > 1 || unit !== "",
    camera: camera?.id ?? "",
  };
}
