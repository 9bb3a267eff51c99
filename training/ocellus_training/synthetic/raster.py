# SPDX-License-Identifier: Apache-2.0
"""Draws triangles into a depth buffer, all of them at once with numpy."""

import numpy as np

_PAIRS = 2_000_000  # of triangle and pixel that are looked at at a time


class Canvas:
    """For each pixel: the nearest triangle (-1: none), its distance and two of its corners' shares."""

    def __init__(self, width: int, height: int):
        self.width, self.height = width, height
        self.triangle = np.full(width * height, -1, np.int32)
        self.distance = np.full(width * height, np.inf, np.float32)
        self.shares = np.zeros((width * height, 2), np.float32)

    def draw(self, pixels: np.ndarray, distances: np.ndarray, triangles: np.ndarray) -> None:
        """Corners [n, 2] in pixels and their distances; triangles with a corner that is NaN are left out."""
        corners = [pixels[triangles[:, k]] for k in range(3)]
        # A pixel belongs to a triangle that holds its middle. NaN is neither above nor below.
        low = np.ceil(np.minimum(np.minimum(*corners[:2]), corners[2]) - 0.5)
        high = np.floor(np.maximum(np.maximum(*corners[:2]), corners[2]) - 0.5)
        low, high = np.maximum(low, 0), np.minimum(high, (self.width - 1, self.height - 1))
        known = np.flatnonzero((high[:, 0] >= low[:, 0]) & (high[:, 1] >= low[:, 1]))
        low = low[known].astype(np.int64)
        sides = high[known].astype(np.int64) - low + 1
        areas = sides[:, 0] * sides[:, 1]
        ends = np.cumsum(areas)
        start = 0
        while start < len(known):
            stop = max(start + 1, int(np.searchsorted(ends, (ends[start - 1] if start else 0) + _PAIRS, "right")))
            part = slice(start, stop)
            self._draw(known[part], low[part], sides[part], areas[part], corners, distances, triangles)
            start = stop

    def _draw(self, chosen, low, sides, areas, corners, distances, triangles) -> None:
        owner = np.repeat(np.arange(len(chosen)), areas)
        nth = np.arange(len(owner)) - np.repeat(np.cumsum(areas) - areas, areas)
        x, y = low[owner, 0] + nth % sides[owner, 0], low[owner, 1] + nth // sides[owner, 0]
        a, b, c = (corner[chosen].astype(np.float64) for corner in corners)
        (ux, uy), (vx, vy) = (b - a).T, (c - a).T
        area = ux * vy - uy * vx
        area = np.where(np.abs(area) < 1e-12, np.nan, area)
        px, py = x + 0.5 - a[owner, 0], y + 0.5 - a[owner, 1]
        s = (px * vy[owner] - py * vx[owner]) / area[owner]
        t = (py * ux[owner] - px * uy[owner]) / area[owner]
        inside = (s >= -1e-9) & (t >= -1e-9) & (s + t <= 1 + 1e-9)
        owner, s, t = owner[inside], s[inside], t[inside]
        cell = y[inside] * self.width + x[inside]
        far = distances[triangles[chosen]]
        deep = far[owner, 0] * (1 - s - t) + far[owner, 1] * s + far[owner, 2] * t
        order = np.lexsort((deep, cell))
        first = order[np.flatnonzero(np.diff(cell[order], prepend=-1))]
        first = first[deep[first] < self.distance[cell[first]]]
        self.triangle[cell[first]] = chosen[owner[first]]
        self.distance[cell[first]] = deep[first]
        self.shares[cell[first]] = np.stack([s[first], t[first]], 1)

    def blend(self, values: np.ndarray, triangles: np.ndarray, cells: np.ndarray) -> np.ndarray:
        """Values of the vertices, between the corners of the triangles that were drawn at the cells."""
        corners = values[triangles[self.triangle[cells]]]
        s, t = self.shares[cells].T
        shares = np.stack([1 - s - t, s, t], 1)
        return np.einsum("nk...,nk->n...", corners, shares)
