// SPDX-License-Identifier: Apache-2.0
import { type Figure, kHeight, kWidth } from "./scene.ts";

type Color = readonly [number, number, number];

export interface Palette {
  wall: Color;
  floor: Color;
}

/** A picture of 3 bytes a pixel. */
export class Painting {
  readonly pixels: Uint8Array;

  constructor(pixels?: Uint8Array) {
    this.pixels = pixels ?? new Uint8Array(kWidth * kHeight * 3);
  }

  copy(): Painting {
    return new Painting(this.pixels.slice());
  }

  dot(x: number, y: number, color: Color, cover = 1): void {
    if (x < 0 || y < 0 || x >= kWidth || y >= kHeight) return;
    const at = (Math.floor(y) * kWidth + Math.floor(x)) * 3;
    for (let i = 0; i < 3; ++i) {
      const old = this.pixels[at + i] ?? 0;
      this.pixels[at + i] = old + ((color[i] ?? 0) - old) * cover;
    }
  }

  rectangle(x: number, y: number, width: number, height: number, color: Color): void {
    for (let row = Math.round(y); row < y + height; ++row) {
      for (let column = Math.round(x); column < x + width; ++column) this.dot(column, row, color);
    }
  }

  /** A round or long ellipse with a soft edge, lit from the upper left. */
  ellipse(cx: number, cy: number, rx: number, ry: number, color: Color, cover = 1): void {
    for (let y = Math.floor(cy - ry); y <= cy + ry; ++y) {
      for (let x = Math.floor(cx - rx); x <= cx + rx; ++x) {
        const [u, v] = [(x - cx) / rx, (y - cy) / ry];
        const distance = u * u + v * v;
        if (distance > 1) continue;
        const light = cover < 1 ? 1 : 1.12 - 0.3 * Math.max(0, u + 0.4 * v);
        const shade: Color = [color[0] * light, color[1] * light, color[2] * light];
        this.dot(x, y, shade.map((value) => Math.min(255, value)) as unknown as Color, Math.min(1, (1 - distance) * 6) * cover);
      }
    }
  }
}

/** Wall, doors, a counter and a tiled floor in one-point perspective. */
export function paintRoom({ wall, floor }: Palette): Painting {
  const room = new Painting();
  const horizon = kHeight * 0.34;
  for (let y = 0; y < kHeight; ++y) {
    const depth = (y - horizon) / (kHeight - horizon);
    for (let x = 0; x < kWidth; ++x) {
      if (y < horizon) {
        const light = 0.8 + 0.25 * (y / horizon) - 0.12 * Math.abs(x / kWidth - 0.5);
        room.dot(x, y, [wall[0] * light, wall[1] * light, wall[2] * light]);
      } else {
        const row = Math.floor(6 / (depth + 0.12));
        const column = Math.floor((x - kWidth / 2) / (26 + 150 * depth) + 40);
        const tile = (row + column) % 2 === 0 ? 1 : 0.94;
        const light = (0.72 + 0.36 * depth) * tile;
        room.dot(x, y, [floor[0] * light, floor[1] * light, floor[2] * light]);
      }
    }
  }
  const door: Color = [wall[0] * 0.55, wall[1] * 0.6, wall[2] * 0.66];
  for (const x of [0.12, 0.2, 0.46]) {
    room.rectangle(x * kWidth, horizon - 96, 62, 96, door);
    room.rectangle(x * kWidth + 5, horizon - 91, 52, 60, [150, 172, 184]);
  }
  room.rectangle(0.68 * kWidth, horizon - 34, 250, 26, [150, 120, 92]);
  room.rectangle(0.68 * kWidth, horizon - 8, 250, 42, [112, 86, 64]);
  return room;
}

export function paintFigure(painting: Painting, figure: Figure): void {
  const height = figure.height * kHeight;
  const [x, feet] = [figure.x * kWidth, figure.y * kHeight];
  const width = height * 0.3;
  painting.ellipse(x + width * 0.35, feet, width * 0.9, height * 0.045, [20, 22, 26], 0.4);
  const swing = figure.step * width * 0.25;
  painting.ellipse(x - width * 0.2 + swing, feet - height * 0.2, width * 0.19, height * 0.22, [44, 48, 58]);
  painting.ellipse(x + width * 0.2 - swing, feet - height * 0.2, width * 0.19, height * 0.22, [52, 56, 66]);
  painting.ellipse(x, feet - height * 0.58, width * 0.48, height * 0.28, figure.coat);
  painting.ellipse(x, feet - height * 0.91, height * 0.075, height * 0.085, [208, 170, 142]);
  painting.ellipse(x, feet - height * 0.945, height * 0.078, height * 0.055, [58, 44, 36]);
}
