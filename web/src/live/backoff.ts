// SPDX-License-Identifier: Apache-2.0

const kFirst = 0.5;
const kLongest = 10;

/** Seconds before the n-th try again (from 0), spread so that many browsers do not return at one instant. */
export function backoff(tries: number, random: number): number {
  return Math.min(kLongest, kFirst * 2 ** tries) * (0.75 + 0.5 * random);
}
