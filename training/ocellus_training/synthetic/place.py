# SPDX-License-Identifier: Apache-2.0
"""Where people are put: a made room or yard, or a photograph that shows nobody."""

import cv2
import numpy as np

from . import texture
from .lens import Camera


class Room:
    """Walls around the camera, which hangs at x = y = 0; outdoors they are far, and there is sky."""

    def __init__(self, rng: np.random.Generator, camera: Camera, outdoor: bool, pictures: list | None = None):
        self.rng, self.outdoor, self.pictures = rng, outdoor, pictures or []
        height = float(camera.place[2])
        self.top = height + (rng.uniform(2, 9) if outdoor else rng.uniform(0.02, 0.3))
        spread = (9, 30) if outdoor else (2.2, 6.5)
        self.low, self.high = -rng.uniform(*spread, 2), rng.uniform(*spread, 2)
        steep = camera.axes[2, 2] < -0.85
        if rng.random() < (0.05 if steep else 0.6):  # it hangs on a wall; a steep one seldom does
            self.low[1] = -0.4
        if not steep:  # far enough for some floor to be seen
            self.high[1] = max(self.high[1], rng.uniform(6, 12))

    def holds(self, spot: np.ndarray) -> bool:
        return bool((spot > self.low + 0.35).all() and (spot < self.high - 0.35).all())

    def paint(self, camera: Camera, rays: np.ndarray) -> tuple:
        """Colours [h, w, 3] and where rays meet the floor, x and y [h, w, 2] (NaN: elsewhere)."""
        rng, noise = self.rng, texture.Noise(self.rng)
        sides = [(0, self.low[0]), (0, self.high[0]), (1, self.low[1]), (1, self.high[1])]
        safe = np.where(np.abs(rays) < 1e-6, 1e-6, rays)
        far, nearest = np.full(rays.shape[:2], np.inf, np.float32), np.zeros(rays.shape[:2], np.int8)
        for number, (axis, at) in enumerate(sides):
            reach = at / safe[..., axis]
            closer = (reach > 0) & (reach < far)
            far[closer], nearest[closer] = reach[closer], number
        floor = camera.floor(rays)
        below = np.where(rays[..., 2] < -1e-3, -camera.place[2] / np.minimum(rays[..., 2], -1e-3), np.inf)
        above = np.where(rays[..., 2] > 1e-3, (self.top - camera.place[2]) / np.maximum(rays[..., 2], 1e-3), np.inf)
        on_floor = below < far
        floor[~on_floor] = np.nan
        colours = np.empty((*rays.shape[:2], 3), np.float32)
        colours[:] = texture.tint(rng, (0.75, 1.0), 0.08) if self.outdoor else texture.tint(rng, (0.6, 0.95), 0.05)
        for number, (axis, _) in enumerate(sides):
            along = camera.place[1 - axis] + np.nan_to_num(far, posinf=0) * rays[..., 1 - axis]
            up = camera.place[2] + np.nan_to_num(far, posinf=0) * rays[..., 2]
            part = (nearest == number) & ~on_floor & (above > far)
            if part.any():
                lit = rng.uniform(0.75, 1.1)
                colours[part] = texture.wall(rng, noise, along[part], up[part], self.top) * lit
        colours[on_floor] = texture.floor(rng, noise, *floor[on_floor].T, self.outdoor)
        self._clutter(rng, colours, floor)
        pool = np.exp(-(np.hypot(*np.moveaxis(np.nan_to_num(floor) - rng.uniform(-3, 3, 2), -1, 0)) ** 2) / rng.uniform(4, 60))
        colours *= (1 - 0.25 * rng.random() * (1 - pool))[..., None]
        colours[~np.isfinite(rays[..., 0])] = rng.uniform(0, 0.04)
        return colours, floor

    def _clutter(self, rng: np.random.Generator, colours: np.ndarray, floor: np.ndarray) -> None:
        """Parts of photographs as mats, puddles and wear of the floor: things that no rule makes."""
        for _ in range(rng.integers(0, 4) if self.pictures else 0):
            photo = self.pictures[rng.integers(len(self.pictures))]()
            size, place = rng.uniform(0.6, 4, 2), rng.uniform(-3, 3, 2)
            at = (floor - place) / size * (photo.shape[1], photo.shape[0])
            inside = (at[..., 0] >= 0) & (at[..., 1] >= 0) & (at[..., 0] < photo.shape[1]) & (at[..., 1] < photo.shape[0])
            if inside.any():
                x, y = at[inside].T.astype(np.int32)
                part = photo[y, x].astype(np.float32) / 255
                share = rng.choice([0.25, 0.5, 1.0])
                colours[inside] = colours[inside] * (1 - share) + part * share


class Photograph:
    """A picture without people. Its ground is taken to be flat and to reach up to the camera's horizon."""

    outdoor = True

    def __init__(self, image: np.ndarray):
        self.image = image

    def holds(self, spot: np.ndarray) -> bool:
        return True

    def paint(self, camera: Camera, rays: np.ndarray) -> tuple:
        height, width = rays.shape[:2]
        big = cv2.resize(self.image, (width, height), interpolation=cv2.INTER_CUBIC)
        floor = camera.floor(rays)
        floor[~(np.hypot(floor[..., 0], floor[..., 1]) < 60)] = np.nan
        return big.astype(np.float32) / 255, floor
