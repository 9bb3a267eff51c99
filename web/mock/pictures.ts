// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { paintFigure, paintRoom, type Palette } from "./painting.ts";
import { figuresAt, kHeight, kPictures, kRate, kWidth } from "./scene.ts";

const kPalettes: readonly Palette[] = [
  { wall: [168, 176, 178], floor: [176, 166, 150] },
  { wall: [150, 140, 128], floor: [128, 140, 148] },
];

/** Takes a row of JPEGs apart at their start and end marks. */
function splitJpegs(bytes: Buffer): Buffer[] {
  const pictures: Buffer[] = [];
  let start = bytes.indexOf("ffd8ff", 0, "hex");
  while (start >= 0) {
    const next = bytes.indexOf("ffd8ff", start + 3, "hex");
    pictures.push(bytes.subarray(start, next < 0 ? bytes.length : next));
    start = next;
  }
  return pictures;
}

function encode(input: readonly string[], frames: Iterable<Uint8Array>): Promise<Buffer[]> {
  const ffmpeg = spawn("ffmpeg", ["-v", "error", ...input, "-q:v", "4", "-f", "image2pipe", "-c:v", "mjpeg", "-"]);
  const chunks: Buffer[] = [];
  ffmpeg.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  ffmpeg.stderr.pipe(process.stderr);
  const feed = async () => {
    for (const frame of frames) {
      if (!ffmpeg.stdin.write(frame)) await new Promise((go) => ffmpeg.stdin.once("drain", go));
    }
    ffmpeg.stdin.end();
  };
  return new Promise((resolve, reject) => {
    ffmpeg.on("error", reject);
    ffmpeg.on("close", (code) => {
      if (code === 0) resolve(splitJpegs(Buffer.concat(chunks)));
      else reject(new Error(`ffmpeg ended with ${code ?? "a signal"}`));
    });
    feed().catch(reject);
  });
}

function* frames(palette: Palette): Generator<Uint8Array> {
  const room = paintRoom(palette);
  for (let picture = 0; picture < kPictures; ++picture) {
    const painting = room.copy();
    for (const figure of figuresAt(picture)) paintFigure(painting, figure);
    yield painting.pixels;
  }
}

/** One list of JPEGs per room; picture n shows figuresAt(n). */
export function paintPictures(): Promise<Buffer[][]> {
  const raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", `${kWidth}x${kHeight}`, "-r", String(kRate), "-i", "-"];
  return Promise.all(kPalettes.map((palette) => encode(raw, frames(palette))));
}
