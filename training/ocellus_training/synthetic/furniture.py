# SPDX-License-Identifier: Apache-2.0
"""Things that people sit on, stand behind and carry: boxes put together."""

import numpy as np

from .mesh import THING, Mesh, joined

_STEP = 0.2  # metres; sides are cut this fine, so that a fisheye bends them


def box(low: tuple, high: tuple, colour: np.ndarray) -> Mesh:
    """An upright box; every side has vertices of its own, so that its edges are sharp."""
    low, high = np.asarray(low, np.float32), np.asarray(high, np.float32)
    points, triangles = [], []
    for axis in range(3):
        a, b = (axis + 1) % 3, (axis + 2) % 3
        counts = [max(1, int(np.ceil((high[k] - low[k]) / _STEP))) for k in (a, b)]
        for side in (low, high):
            start = sum(map(len, points))
            u, v = np.meshgrid(np.linspace(low[a], high[a], counts[0] + 1), np.linspace(low[b], high[b], counts[1] + 1))
            plane = np.zeros((u.size, 3), np.float32)
            plane[:, axis], plane[:, a], plane[:, b] = side[axis], u.ravel(), v.ravel()
            points.append(plane)
            corner = (np.arange(counts[1])[:, None] * (counts[0] + 1) + np.arange(counts[0])).ravel() + start
            over = corner + counts[0] + 1
            pairs = [np.stack([corner, corner + 1, over + 1], 1), np.stack([corner, over + 1, over], 1)]
            for pair in pairs:
                triangles.append(pair if side is high else pair[:, ::-1])
    vertices, triangles = np.concatenate(points), np.concatenate(triangles).astype(np.int32)
    shade = np.tile(np.asarray(colour, np.float32), (len(triangles), 1))
    return Mesh(vertices, triangles, shade, np.full(len(triangles), THING, np.int8), np.ones(len(vertices), np.float32))


def material(rng: np.random.Generator) -> np.ndarray:
    """Wood, metal, plastic, cloth."""
    kinds = [(0.20, 0.33, 0.48), (0.36, 0.52, 0.66), (0.75, 0.77, 0.78), (0.12, 0.12, 0.13), (0.45, 0.45, 0.46), (0.55, 0.40, 0.25)]
    if rng.random() < 0.2:
        return rng.uniform(0.1, 0.8, 3)
    return np.clip(np.array(kinds[rng.integers(len(kinds))]) * rng.uniform(0.7, 1.25), 0, 0.95)


def chair(rng: np.random.Generator, seat: float) -> Mesh:
    """Below somebody who sits, facing -y at the origin; `seat` is its height."""
    colour, legs, half = material(rng), material(rng), rng.uniform(0.21, 0.26)
    front, back, top = -0.34, 0.2, seat + rng.uniform(0.3, 0.5)
    parts = [box((-half, front, seat - 0.06), (half, back, seat - 0.01), colour)]
    if rng.random() < 0.85:
        parts.append(box((-half, back, seat + 0.05), (half, back + 0.05, top), colour))
    if rng.random() < 0.25:  # an armchair
        parts += [box((x, front, 0.05), (x + 0.08, back, seat + 0.2), colour) for x in (-half - 0.09, half + 0.01)]
    for x in (-half, half - 0.04):
        for y in (front, back - 0.04):
            parts.append(box((x, y, 0), (x + 0.04, y + 0.04, seat - 0.06), legs))
    return joined(parts)


def table(rng: np.random.Generator, width: float, depth: float) -> Mesh:
    """Centred on the origin, sometimes closed before the legs, sometimes with things on it."""
    colour, height = material(rng), rng.uniform(0.7, 0.77)
    x, y = width / 2, depth / 2
    parts = [box((-x, -y, height - 0.04), (x, y, height), colour)]
    if rng.random() < 0.35:
        parts.append(box((-x + 0.03, y - 0.08, 0.05), (x - 0.03, y - 0.05, height - 0.04), colour))
    for a in (-x + 0.03, x - 0.08):
        for b in (-y + 0.03, y - 0.08):
            parts.append(box((a, b, 0), (a + 0.05, b + 0.05, height - 0.04), colour * 0.8))
    for _ in range(rng.integers(0, 5)):
        w, d, h = rng.uniform(0.06, 0.35), rng.uniform(0.06, 0.25), rng.choice([0.01, 0.02, 0.1, 0.3])
        a, b = rng.uniform(-x, x - w), rng.uniform(-y, max(-y + 0.01, y - d))
        parts.append(box((a, b, height), (a + w, b + d, height + h), rng.uniform(0.05, 0.95, 3)))
    return joined(parts)


def cupboard(rng: np.random.Generator) -> Mesh:
    """A shelf, a crate, a counter: anything that stands about."""
    width, depth, height = rng.uniform(0.4, 1.8), rng.uniform(0.3, 0.7), rng.choice([0.4, 0.9, 1.1, 1.8])
    return box((-width / 2, -depth / 2, 0), (width / 2, depth / 2, height), material(rng))


def parcel(rng: np.random.Generator, hands: np.ndarray) -> Mesh:
    """Between two hands [2, 3] of somebody who faces -y."""
    middle = hands.mean(0)
    half = np.array([max(0.1, abs(hands[0, 0] - hands[1, 0]) / 2 - 0.04), rng.uniform(0.1, 0.2), rng.uniform(0.06, 0.2)])
    middle = middle + (0, -0.08, half[2] * 0.5)
    return box(middle - half, middle + half, material(rng))


def bag(rng: np.random.Generator, hand: np.ndarray) -> Mesh:
    """Hangs from a hand."""
    half = np.array([rng.uniform(0.04, 0.1), rng.uniform(0.1, 0.2)])
    drop = rng.uniform(0.25, 0.4)
    top = hand - (0, 0, 0.08)
    return box((*(top[:2] - half), max(0.01, top[2] - drop)), (*(top[:2] + half), top[2]), rng.uniform(0.02, 0.8, 3))
