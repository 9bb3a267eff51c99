# SPDX-License-Identifier: Apache-2.0
"""From points in the room to pixels and back: plain and fisheye lenses, and a camera that has one."""

import math

import numpy as np

NEAR = 0.25  # metres; nearer points are not projected


class Pinhole:
    """A plain lens; k1 below 0 bends lines outward (barrel). `field` is the width's angle in degrees, before that."""

    def __init__(self, width: int, height: int, field: float, k1: float = 0.0):
        self.width, self.height, self.k1 = width, height, k1
        self.focal = width / 2 / math.tan(math.radians(field) / 2)
        self.limit = 1 / (3 * -k1) if k1 < 0 else np.inf  # beyond, the formula turns back

    def project(self, points: np.ndarray) -> np.ndarray:
        """Pixels [n, 2] of points [n, 3] in the camera's frame (right, down, forward); NaN: not to be seen."""
        ahead = np.where(points[:, 2] > NEAR, points[:, 2], np.nan)
        plane = points[:, :2] / ahead[:, None]
        square = (plane**2).sum(1)
        square[square > self.limit] = np.nan
        return plane * (1 + self.k1 * square)[:, None] * self.focal + (self.width / 2, self.height / 2)

    def rays(self) -> np.ndarray:
        """Unit directions [height, width, 3] of the pixels' middles."""
        y, x = np.mgrid[: self.height, : self.width].astype(np.float32) + 0.5
        bent = np.stack([x - self.width / 2, y - self.height / 2], -1) / self.focal
        plane = bent
        for _ in range(8 if self.k1 else 0):
            square = np.minimum(_squares(plane), self.limit)
            plane = bent / (1 + self.k1 * square)
        return _unit(np.concatenate([plane, np.ones_like(plane[..., :1])], -1))


class Fisheye:
    """Equidistant: the distance from the middle grows with the angle. `field` is the circle's angle in degrees."""

    def __init__(self, width: int, height: int, field: float = 180.0, radius: float | None = None):
        self.width, self.height = width, height
        self.radius = radius or min(width, height) / 2
        self.most = math.radians(field) / 2
        self.focal = self.radius / self.most

    def project(self, points: np.ndarray) -> np.ndarray:
        across = np.hypot(points[:, 0], points[:, 1])
        angle = np.arctan2(across, points[:, 2])
        angle[(angle > self.most) | (np.hypot(across, points[:, 2]) < NEAR)] = np.nan
        scale = self.focal * np.where(across > 1e-9, angle / np.maximum(across, 1e-9), 0 * angle)
        return points[:, :2] * scale[:, None] + (self.width / 2, self.height / 2)

    def rays(self) -> np.ndarray:
        y, x = np.mgrid[: self.height, : self.width].astype(np.float32) + 0.5
        plane = np.stack([x - self.width / 2, y - self.height / 2], -1) / self.focal
        angle = np.sqrt(_squares(plane))
        ray = np.concatenate([plane * np.sin(angle) / np.maximum(angle, 1e-9), np.cos(angle)], -1)
        ray[angle[..., 0] > self.most] = np.nan
        return ray


class Camera:
    """A lens at a height, looking along y, tilted down (90: straight down) and rolled, in degrees. z is up, x right."""

    def __init__(self, lens, height: float, tilt: float, roll: float = 0.0):
        self.lens, self.place = lens, np.array([0, 0, height], np.float32)
        c, s = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))
        right, down, forward = np.array([[1, 0, 0], [0, -s, -c], [0, c, -s]])
        cr, sr = math.cos(math.radians(roll)), math.sin(math.radians(roll))
        self.axes = np.stack([cr * right + sr * down, cr * down - sr * right, forward]).astype(np.float32)

    def project(self, points: np.ndarray) -> tuple:
        """Pixels [n, 2] and distances [n] of points in the room."""
        seen = (points - self.place) @ self.axes.T
        return self.lens.project(seen), np.linalg.norm(seen, axis=1)

    def rays(self) -> np.ndarray:
        return self.lens.rays() @ self.axes

    def floor(self, rays: np.ndarray) -> np.ndarray:
        """Where rays meet the floor: x, y [.., 2]; NaN where they do not."""
        down = np.where(rays[..., 2] < -1e-3, rays[..., 2], np.nan)
        return rays[..., :2] * (-self.place[2] / down)[..., None]


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.sqrt(_squares(vectors))


def _squares(vectors: np.ndarray) -> np.ndarray:
    """Sums over the last axis, which stays; numpy's own is slow over so few."""
    return sum(vectors[..., k] ** 2 for k in range(vectors.shape[-1]))[..., None]
