// SPDX-License-Identifier: Apache-2.0

export const kLayouts = [1, 4, 9, 16] as const;
export type Layout = (typeof kLayouts)[number];

/** Pictures a second per camera: many small ones need fewer than a large one. */
export function rateOf(layout: Layout): number {
  return layout === 1 ? 10 : layout === 16 ? 2 : 5;
}

export function smallestFor(cameras: number): Layout {
  return kLayouts.find((layout) => layout >= cameras) ?? 16;
}

export function parseLayout(text: string | null): Layout | null {
  return kLayouts.find((layout) => String(layout) === text) ?? null;
}

export function pageOf<T>(items: readonly T[], layout: Layout, page: number): T[] {
  return items.slice(page * layout, (page + 1) * layout);
}
