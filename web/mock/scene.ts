// SPDX-License-Identifier: Apache-2.0
// A hall with people who walk on fixed rounds. What is painted and what is "detected" come from the same figures.

export const kWidth = 960;
export const kHeight = 540;
export const kRate = 5;
/** The rounds repeat after this many pictures. */
export const kPictures = 80;

export interface Figure {
  id: number;
  /** Where the feet stand, fractions of the picture. */
  x: number;
  y: number;
  /** Height as a fraction of the picture's height. */
  height: number;
  coat: readonly [number, number, number];
  /** -1 to 1: which way the legs swing. */
  step: number;
}

const kCoats = [
  [196, 84, 66],
  [62, 96, 150],
  [214, 190, 140],
  [70, 120, 92],
  [120, 92, 140],
  [60, 62, 70],
  [206, 146, 60],
] as const;

interface Round {
  center: readonly [number, number];
  reach: readonly [number, number];
  turns: number;
  phase: number;
}

const kRounds: readonly Round[] = [
  { center: [0.32, 0.72], reach: [0.2, 0.08], turns: 1, phase: 0 },
  { center: [0.55, 0.6], reach: [0.3, 0.05], turns: -1, phase: 0.3 },
  { center: [0.74, 0.82], reach: [0.07, 0.04], turns: 1, phase: 0.55 },
  { center: [0.79, 0.78], reach: [0.03, 0.02], turns: 1, phase: 0.1 },
  { center: [0.45, 0.47], reach: [0.36, 0.03], turns: 1, phase: 0.75 },
  { center: [0.2, 0.5], reach: [0.12, 0.06], turns: -1, phase: 0.9 },
  { center: [0.7, 0.75], reach: [0.05, 0.05], turns: 2, phase: 0.2 },
];

export function figuresAt(picture: number): Figure[] {
  const time = (picture % kPictures) / kPictures;
  return kRounds
    .map((round, index) => {
      const angle = 2 * Math.PI * (round.turns * time + round.phase);
      const y = round.center[1] + round.reach[1] * Math.sin(angle);
      return {
        id: index + 1,
        x: round.center[0] + round.reach[0] * Math.cos(angle),
        y,
        height: 0.11 + 0.36 * (y - 0.35),
        coat: kCoats[index % kCoats.length] ?? kCoats[0],
        step: Math.sin(picture * 1.9 + index),
      };
    })
    .sort((a, b) => a.y - b.y);
}

/** The body's box: x, y, width, height. */
export function boxOf(figure: Figure): [number, number, number, number] {
  const width = figure.height * 0.42 * (kHeight / kWidth);
  return [figure.x - width / 2, figure.y - figure.height, width, figure.height];
}

/** What the detector takes for a vehicle: a van behind the window, surer than it is of any person. */
export const kVan = { id: 90, class: "vehicle", points: 97, box: [0.82, 0.04, 0.14, 0.12] as [number, number, number, number] };
