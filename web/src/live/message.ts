// SPDX-License-Identifier: Apache-2.0
import type { LiveAway, LiveHeader } from "../api/live";

export interface LiveMessage {
  header: LiveHeader;
  jpeg: Uint8Array<ArrayBuffer>;
}

/** Headers are a few kilobytes; more is no header of ours. */
const kLongestHeader = 1 << 20;

/**
 * Takes a binary live message apart: 4 bytes of length (big-endian), that much JSON, then the JPEG. The JPEG is
 * a view of `bytes`, not a copy. Null for anything else.
 */
export function parseLiveMessage(bytes: ArrayBuffer): LiveMessage | null {
  if (bytes.byteLength < 4) return null;
  const length = new DataView(bytes).getUint32(0);
  if (length > kLongestHeader || 4 + length > bytes.byteLength) return null;
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(bytes, 4, length)));
  } catch {
    return null;
  }
  if (!isHeader(header)) return null;
  return { header, jpeg: new Uint8Array(bytes, 4 + length) };
}

export function parseAwayMessage(text: string): LiveAway | null {
  try {
    const message: unknown = JSON.parse(text);
    return isAway(message) ? message : null;
  } catch {
    return null;
  }
}

function isHeader(value: unknown): value is LiveHeader {
  if (typeof value !== "object" || value === null) return false;
  const header = value as Partial<LiveHeader>;
  return (
    typeof header.camera === "string" &&
    typeof header.width === "number" &&
    header.width > 0 &&
    typeof header.height === "number" &&
    header.height > 0 &&
    typeof header.delay === "number" &&
    Array.isArray(header.tracks) &&
    typeof header.apps === "object"
  );
}

function isAway(value: unknown): value is LiveAway {
  if (typeof value !== "object" || value === null) return false;
  const away = value as Partial<LiveAway>;
  return typeof away.camera === "string" && away.state === "down" && typeof away.reason?.message === "string";
}
