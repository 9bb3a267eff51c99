// SPDX-License-Identifier: Apache-2.0
import type { ApiClient } from "../api/client";

const kPiece = 512 * 1024;

/** A file name as the server takes it: letters, digits and . _ -. */
export function clipName(name: string): string {
  const plain = name.normalize("NFKD").replaceAll(/[^A-Za-z0-9._-]+/g, "-");
  return plain.replace(/^[.-]+/, "").slice(-80) || "clip";
}

async function base64(piece: Blob): Promise<string> {
  const bytes = new Uint8Array(await piece.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** Sends a clip in pieces; `onProgress` gets 0 to 1. Gives its name on the server. */
export async function sendClip(api: ApiClient, file: File, onProgress: (done: number) => void): Promise<string> {
  const name = clipName(file.name);
  for (let offset = 0; offset < file.size; offset += kPiece) {
    const data = await base64(file.slice(offset, offset + kPiece));
    await api.send("POST", "/clips", { name, bytes: file.size, offset, data });
    onProgress(Math.min(1, (offset + kPiece) / file.size));
  }
  return name;
}
