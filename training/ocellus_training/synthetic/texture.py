# SPDX-License-Identifier: Apache-2.0
"""Surfaces made by rule: tiles, planks, carpet, concrete, grass, painted walls."""

import cv2
import numpy as np

_CELLS = 256


class Noise:
    """Smooth chance, the same wherever it is asked for again."""

    def __init__(self, rng: np.random.Generator):
        tile = np.zeros((_CELLS, _CELLS), np.float32)
        for octave in (8, 32, 128, _CELLS):
            coarse = rng.normal(0, 1, (octave, octave)).astype(np.float32)
            y, x = np.mgrid[:_CELLS, :_CELLS].astype(np.float32) * (octave / _CELLS)
            tile += cv2.remap(coarse, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP) * (8 / octave) ** 0.5
        self.tile = tile / tile.std()

    def at(self, u: np.ndarray, v: np.ndarray, scale: float) -> np.ndarray:
        """About -2 to 2; `scale` in cells for a metre."""
        x, y = (np.nan_to_num(k).astype(np.float32) * np.float32(scale) % _CELLS for k in (u, v))
        left, up = x.astype(np.int32), y.astype(np.int32)
        across, down = x - left, y - up
        left, up = left % _CELLS, up % _CELLS
        right, low = (left + 1) % _CELLS, (up + 1) % _CELLS
        tile = self.tile
        above = tile[up, left] * (1 - across) + tile[up, right] * across
        return above * (1 - down) + (tile[low, left] * (1 - across) + tile[low, right] * across) * down


def tint(rng: np.random.Generator, light: tuple = (0.25, 0.8), cast: float = 0.07) -> np.ndarray:
    return np.clip(rng.uniform(*light) * (1 + rng.uniform(-cast, cast, 3)), 0, 1)


def _joints(u: np.ndarray, size: float, width: float) -> np.ndarray:
    return ((u / size) % 1) * size < width


def floor(rng: np.random.Generator, noise: Noise, u: np.ndarray, v: np.ndarray, outdoor: bool) -> np.ndarray:
    """Colours [.., 3] at places in metres."""
    turn = rng.uniform(0, np.pi)
    u, v = u * np.cos(turn) - v * np.sin(turn), u * np.sin(turn) + v * np.cos(turn)
    near, beside = u, v
    u, v = u + rng.uniform(0, 50), v + rng.uniform(0, 50)
    kinds = ("concrete", "paving", "grass", "asphalt") if outdoor else ("tiles", "planks", "carpet", "concrete", "checks")
    kind = rng.choice(kinds)
    rough = 1 + noise.at(u, v, 6) * rng.uniform(0.02, 0.1) + noise.at(u, v, 90) * rng.uniform(0.0, 0.06)
    colour = tint(rng)
    shade = rough[..., None] * colour
    if kind in ("tiles", "paving"):
        size = rng.uniform(0.25, 0.8)
        single = noise.at(np.floor(u / size) * 7.3, np.floor(v / (size * 0.9)) * 3.1, 1)
        shade = shade * (1 + rng.uniform(0, 0.1) * single[..., None])
        shade[_joints(u, size, 0.012) | _joints(v, size * 0.9, 0.012)] *= rng.uniform(0.5, 1.25)
    elif kind == "planks":
        size = rng.uniform(0.08, 0.2)
        wood = np.array((0.28, 0.42, 0.58)) * rng.uniform(0.5, 1.4)
        grain = noise.at(u * 0.7, v * 14, 5) * 0.06 + noise.at(np.floor(v / size) * 5.7, np.floor(u / 1.1), 1) * 0.08
        shade = wood * (1 + grain)[..., None]
        shade[_joints(v, size, 0.006)] *= 0.6
    elif kind == "checks":
        size = rng.uniform(0.3, 0.6)
        dark = (np.floor(u / size) + np.floor(v / size)) % 2 == 0
        shade[dark] *= rng.uniform(0.4, 0.8)
    elif kind == "grass":
        shade = np.array((0.16, 0.38, 0.28)) * rng.uniform(0.6, 1.3) * (1 + 0.25 * noise.at(u, v, 120) + 0.12 * noise.at(u, v, 3))[..., None]
    elif kind == "asphalt":
        shade = tint(rng, (0.2, 0.45), 0.04) * (1 + 0.1 * noise.at(u, v, 150) + 0.05 * noise.at(u, v, 2))[..., None]
    for _ in range(rng.integers(0, 4)):  # rugs, painted lines, manholes
        a, b = rng.uniform(-4, 4, 2)
        w, d = (rng.uniform(0.08, 0.15), 6.0) if outdoor or rng.random() < 0.2 else rng.uniform(0.5, 2.5, 2)
        within = (np.abs(near - a) < w) & (np.abs(beside - b) < d)
        shade[within] = tint(rng, (0.1, 0.9), 0.35) * rough[within][:, None]
    return shade


def wall(rng: np.random.Generator, noise: Noise, along: np.ndarray, up: np.ndarray, top: float) -> np.ndarray:
    colour = tint(rng, (0.35, 0.9), 0.06)
    shade = (1 + 0.03 * noise.at(along, up, 4) - 0.08 * (1 - up / top))[..., None] * colour
    shade[up < 0.1] *= rng.uniform(0.4, 1)
    for _ in range(rng.integers(1, 6)):  # doors, windows, posters, boards
        a, half = rng.uniform(-5, 5), rng.uniform(0.2, 0.9)
        low, high = (0.0, 2.05) if rng.random() < 0.4 else np.sort(rng.uniform(0.5, top, 2))
        inside = (np.abs(along - a) < half) & (up > low) & (up < high)
        shade[inside] = tint(rng, (0.05, 1.0), 0.18)
        edge = inside & ((np.abs(along - a) > half - 0.05) | (up > high - 0.05))
        shade[edge] = tint(rng, (0.1, 0.9))
    return shade
