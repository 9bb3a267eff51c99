// SPDX-License-Identifier: Apache-2.0
import type { Camera, CameraSettings } from "../api/types";
import { joinSource, kEmptySource, type SourceParts, splitSource } from "./source";

export interface CameraDraft {
  id: string;
  name: string;
  source: SourceParts;
  mode: CameraSettings["mode"];
  channel: number;
  username: string;
  password: string;
  tls: CameraSettings["tls"];
  analysis_fps: number;
  motion_gate: boolean;
}

export const kNewCamera: CameraDraft = {
  id: "",
  name: "",
  source: kEmptySource,
  mode: "mjpeg",
  channel: 1,
  username: "",
  password: "",
  tls: "verify",
  analysis_fps: 5,
  motion_gate: true,
};

export function draftOf(camera: Camera): CameraDraft {
  const { source, mode, channel, username, password, tls, analysis_fps, motion_gate } = camera.settings;
  const parts = splitSource(source);
  return { id: camera.id, name: camera.name, source: parts, mode, channel, username, password, tls, analysis_fps, motion_gate };
}

/** What POST and PUT take. Settings that this form does not show (`kept`) go along unchanged. */
export function bodyOf(draft: CameraDraft, kept?: CameraSettings): Record<string, unknown> {
  return { ...kept, ...draft, source: joinSource(draft.source) };
}
