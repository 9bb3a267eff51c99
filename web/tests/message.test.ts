// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { parseAwayMessage, parseLiveMessage } from "../src/live/message";

const kHeader = { camera: "gate", sequence: 8, time: "2026-11-21T02:40:00.123Z", width: 64, height: 36, delay: 0.1, tracks: [], apps: {} };

function message(header: string, jpeg: number[], length?: number): ArrayBuffer {
  const json = new TextEncoder().encode(header);
  const bytes = new Uint8Array(4 + json.length + jpeg.length);
  new DataView(bytes.buffer).setUint32(0, length ?? json.length);
  bytes.set(json, 4);
  bytes.set(jpeg, 4 + json.length);
  return bytes.buffer;
}

describe("a live message", () => {
  it("is a length, a header and a JPEG", () => {
    const parsed = parseLiveMessage(message(JSON.stringify({ ...kHeader, camera: "Tür" }), [0xff, 0xd8, 0xff]));
    expect(parsed?.header.camera).toBe("Tür");
    expect([...(parsed?.jpeg ?? [])]).toEqual([0xff, 0xd8, 0xff]);
  });

  const bad: [string, ArrayBuffer][] = [
    ["empty", new ArrayBuffer(0)],
    ["shorter than its length says", message(JSON.stringify(kHeader), [], 5000)],
    ["with a monstrous length", message(JSON.stringify(kHeader), [], 0xffffffff)],
    ["with no JSON", message("{camera", [1])],
    ["with another JSON", message("[1,2]", [1])],
    ["with no width", message(JSON.stringify({ ...kHeader, width: 0 }), [1])],
    ["with bytes that are no UTF-8", message("", [0xff, 0xfe], 2)],
  ];
  it.each(bad)("%s is refused", (_, bytes) => {
    expect(parseLiveMessage(bytes)).toBeNull();
  });

  it("of a camera that is away is text with a reason", () => {
    const away = { camera: "gate", state: "down", reason: { message: "no route", remedy: "check the cable" } };
    expect(parseAwayMessage(JSON.stringify(away))).toEqual(away);
    expect(parseAwayMessage('{"camera":"gate","state":"down"}')).toBeNull();
    expect(parseAwayMessage("down")).toBeNull();
  });
});
