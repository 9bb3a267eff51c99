// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { ApiClient } from "../src/api/client";
import { clipName, sendClip } from "../src/occupancy/upload";

describe("a clip on its way", () => {
  it("has a name that the server takes", () => {
    expect(clipName("Tür & Tor (1).mp4")).toBe("Tu-r-Tor-1-.mp4");
    expect(clipName("../.hidden")).toBe("hidden");
    expect(clipName("出口")).toBe("clip");
    expect(clipName("x".repeat(100) + ".avi")).toHaveLength(80);
  });

  it("goes in pieces that make it whole", async () => {
    const bytes = new Uint8Array(1_200_000).map((_, index) => index % 251);
    const pieces: { offset: number; data: string; bytes: number }[] = [];
    const api = {
      send: (_method: string, _path: string, piece: (typeof pieces)[0]) => {
        pieces.push(piece);
        return Promise.resolve();
      },
    } as unknown as ApiClient;
    const progress: number[] = [];
    await sendClip(api, new File([bytes], "door.avi"), (done) => progress.push(done));
    const whole = Buffer.concat(pieces.map(({ data }) => Buffer.from(data, "base64")));
    expect(whole.equals(Buffer.from(bytes))).toBe(true);
    expect(pieces.map(({ offset }) => offset)).toEqual([0, 524_288, 1_048_576]);
    expect(Math.max(...pieces.map(({ data }) => data.length))).toBeLessThan(1_000_000);
    expect(progress.at(-1)).toBe(1);
  });
});
