# SPDX-License-Identifier: Apache-2.0
"""What stands in streets and is taken for people: signs, cones, posts, bollards, bins, hydrants, cabinets, trees."""

import numpy as np

from .furniture import box, material
from .mesh import THING, Mesh, joined

_SIDES = 12
_WARNING = np.array([(0.08, 0.35, 0.9), (0.1, 0.1, 0.75), (0.1, 0.75, 0.9), (0.7, 0.25, 0.05), (0.85, 0.85, 0.85), (0.15, 0.5, 0.1)], np.float32)


def lathe(profile: list, colours: list) -> Mesh:
    """A turned body about the upright axis: (radius, height) from the bottom up, and a colour for each band between two of them."""
    around = np.linspace(0, 2 * np.pi, _SIDES, endpoint=False)
    circle = np.stack([np.cos(around), np.sin(around)], 1)
    points, triangles, shades = [], [], []
    here = np.arange(_SIDES)
    beside = (here + 1) % _SIDES
    for ((low, bottom), (high, top)), colour in zip(zip(profile, profile[1:]), colours, strict=True):
        start = sum(map(len, points))
        for radius, height in ((low, bottom), (high, top)):
            points.append(np.concatenate([circle * radius, np.full((_SIDES, 1), height)], 1))
        below, above = start + here, start + _SIDES + here
        after, over = start + beside, start + _SIDES + beside
        triangles += [np.stack([below, after, over], 1), np.stack([below, over, above], 1)]
        shades.append(np.tile(np.asarray(colour, np.float32), (2 * _SIDES, 1)))
    vertices, faces = np.concatenate(points).astype(np.float32), np.concatenate(triangles).astype(np.int32)
    return Mesh(vertices, faces, np.concatenate(shades), np.full(len(faces), THING, np.int8), np.ones(len(vertices), np.float32))


def _warning(rng: np.random.Generator) -> np.ndarray:
    return np.clip(_WARNING[rng.integers(len(_WARNING))] * rng.uniform(0.7, 1.2), 0.02, 0.95)


def cone(rng: np.random.Generator) -> Mesh:
    tall, wide = rng.uniform(0.45, 1.1), rng.uniform(0.12, 0.22)
    colour, band = _warning(rng), np.full(3, rng.uniform(0.6, 0.9))
    at = sorted(rng.uniform(0.25, 0.85, 2))
    profile = [(wide * (1 - 0.85 * part), tall * part) for part in (0, at[0], at[1], 1)]
    foot = wide * 1.25
    return joined([lathe([*profile, (0, tall)], [colour, band, colour, colour]), box((-foot, -foot, 0), (foot, foot, 0.04), colour * 0.5)])


def sign(rng: np.random.Generator) -> Mesh:
    """A round or square plate, or two, on a post; some stand low, as at building sites."""
    tall = rng.uniform(1.8, 3.2) if rng.random() < 0.75 else rng.uniform(0.8, 1.5)
    parts = [lathe([(0.035, 0), (0.035, tall)], [np.full(3, rng.uniform(0.25, 0.6))])]
    for number in range(rng.integers(1, 3)):
        half, middle = rng.uniform(0.2, 0.42), tall - 0.35 - 0.75 * number
        if middle < half:
            break
        colour, mark = _warning(rng), _warning(rng)
        if rng.random() < 0.5:
            parts += [_disc(half, middle, 0.05, colour), _disc(half * rng.uniform(0.4, 0.85), middle, 0.07, mark)]
        else:
            high, deep = half * rng.uniform(0.6, 1.8), half * rng.uniform(0.2, 0.7)
            parts += [box((-half, -0.05, middle - high), (half, -0.03, middle + high), colour)]
            parts += [box((-deep, -0.07, middle - deep), (deep, -0.05, middle + deep), mark)]
    return joined(parts)


def _disc(radius: float, height: float, out: float, colour: np.ndarray) -> Mesh:
    """An upright round plate that faces -y."""
    flat = lathe([(radius, 0), (radius, 0.02), (0, 0.02)], [colour * 0.6, colour])
    x, y, z = flat.vertices.T
    flat.vertices = np.stack([x, -z - out + 0.02, y + height], 1).astype(np.float32)
    return flat


def post(rng: np.random.Generator) -> Mesh:
    """A lamp post, a mast or a trunk."""
    tall, wide = rng.uniform(3, 8), rng.uniform(0.04, 0.2)
    colour = material(rng)
    return lathe([(wide * 1.4, 0), (wide * 1.3, 0.6), (wide, 0.7), (wide * 0.8, tall)], [colour, colour * 0.9, colour])


def bollard(rng: np.random.Generator) -> Mesh:
    tall, wide = rng.uniform(0.6, 1.2), rng.uniform(0.05, 0.14)
    colour = material(rng)
    return lathe(
        [(wide, 0), (wide, 0.75 * tall), (wide, 0.88 * tall), (wide, tall), (0, tall)], [colour, _warning(rng), colour, colour]
    )


def bin_(rng: np.random.Generator) -> Mesh:
    """A litter bin, a barrel, a flower pot with something green."""
    tall, wide = rng.uniform(0.6, 1.2), rng.uniform(0.18, 0.38)
    colour = material(rng)
    parts = [lathe([(wide * 0.85, 0), (wide, tall), (wide * 0.6, tall), (0, tall * 0.95)], [colour, colour * 0.8, colour * 0.3])]
    if rng.random() < 0.4:
        green = np.array([0.12, 0.35, 0.18]) * rng.uniform(0.6, 1.3)
        high = rng.uniform(0.4, 1.1)
        parts.append(lathe([(wide * 0.5, tall), (wide * 1.1, tall + high / 2), (0, tall + high)], [green * 0.8, green]))
    return joined(parts)


def hydrant(rng: np.random.Generator) -> Mesh:
    tall, wide, colour = rng.uniform(0.6, 1.0), rng.uniform(0.09, 0.15), _warning(rng)
    profile = [(wide * 1.3, 0), (wide, 0.1), (wide, 0.6 * tall), (wide * 1.4, 0.65 * tall), (wide * 1.1, 0.85 * tall), (0, tall)]
    return lathe(profile, [colour * 0.7, colour, colour, colour * 0.9, colour])


def cabinet(rng: np.random.Generator) -> Mesh:
    """A machine, a switch box, a board: as tall and as wide as somebody."""
    x, y, tall = rng.uniform(0.2, 0.5), rng.uniform(0.04, 0.4), rng.uniform(0.9, 2.0)
    parts = [box((-x, -y, rng.choice([0.0, 0.1, 0.4])), (x, y, tall), material(rng))]
    for _ in range(rng.integers(0, 3)):
        low, half = rng.uniform(0.4, tall - 0.3), rng.uniform(0.3, 0.9) * x
        parts.append(box((-half, -y - 0.02, low), (half, -y, min(tall, low + rng.uniform(0.15, 0.7))), rng.uniform(0.05, 0.9, 3)))
    return joined(parts)


def something(rng: np.random.Generator) -> Mesh:
    makers = (cone, sign, sign, post, bollard, bin_, hydrant, cabinet)
    return makers[rng.integers(len(makers))](rng)
