# SPDX-License-Identifier: Apache-2.0
"""Light from the sky, from lamps, or infrared from the camera itself; and the shadows of what stands about."""

from dataclasses import dataclass

import cv2
import numpy as np

from .mesh import Mesh

_CELL, _HALF = 0.04, 14.0  # metres: grain and half width of the plane that shadows fall on


@dataclass
class Light:
    direction: np.ndarray  # unit, towards the light
    ambient: float
    direct: float
    cast: np.ndarray  # of colours
    infrared: float = 0.0  # metres at which the camera's own lamp is as bright as it should be; 0: there is none
    softness: float = 0.12  # of shadows, metres

    def on(self, normals: np.ndarray, points: np.ndarray, camera: np.ndarray) -> np.ndarray:
        """Factors [n, 3] for surfaces at points."""
        if self.infrared:
            ray = camera - points
            far = np.linalg.norm(ray, axis=1)
            facing = np.abs((normals * ray).sum(1) / far)
            return ((0.25 + 0.75 * facing) * self.falloff(far))[:, None] * np.ones(3, np.float32)
        ray = camera - points
        outward = np.where((normals * ray).sum(1, keepdims=True) < 0, -normals, normals)  # cloth has two sides
        facing = (outward @ self.direction).clip(0, None)
        sky = self.ambient * (0.62 + 0.38 * outward[:, 2]) * (0.72 + 0.28 * (points[:, 2] / 1.4).clip(0, 1))
        return (sky + self.direct * facing)[:, None] * self.cast

    def falloff(self, far: np.ndarray) -> np.ndarray:
        return (self.infrared / np.maximum(far, 0.5)) ** 1.6


class Shadows:
    """How much light is missing at places of the floor."""

    def __init__(self, meshes: list, light: Light):
        cells = int(2 * _HALF / _CELL)
        cast, contact = (np.zeros((cells, cells), np.float32) for _ in range(2))
        slope = light.direction[:2] / max(0.25, light.direction[2])
        for mesh in meshes:
            ground = mesh.vertices[:, :2] - mesh.vertices[:, 2:] * slope
            self._fill(cast, mesh, ground, np.ones(len(mesh.triangles), bool))
            self._fill(contact, mesh, mesh.vertices[:, :2], mesh.vertices[mesh.triangles[:, 0], 2] < 0.5)
        blur = light.softness / _CELL
        self.depth = np.maximum(
            cv2.GaussianBlur(cast, (0, 0), max(0.6, blur)) * (0 if light.infrared else light.direct / (light.ambient + light.direct)),
            cv2.GaussianBlur(contact, (0, 0), 3.0) * (0.2 if light.infrared else 0.55),
        )

    @staticmethod
    def _fill(plane: np.ndarray, mesh: Mesh, ground: np.ndarray, chosen: np.ndarray) -> None:
        corners = ((ground + _HALF) / _CELL * 16).clip(-30000, 30000).astype(np.int32)
        if len(mesh.triangles) > 6000:  # finer than the cells: points will do
            x, y = (corners[np.unique(mesh.triangles[chosen])] // 16).T
            inside = (x >= 0) & (y >= 0) & (x < len(plane)) & (y < len(plane))
            spots = np.zeros(plane.shape, np.uint8)
            spots[y[inside], x[inside]] = 1
            np.maximum(plane, cv2.morphologyEx(spots, cv2.MORPH_CLOSE, np.ones((3, 3))), out=plane)
            return
        for triangle in mesh.triangles[chosen]:
            cv2.fillConvexPoly(plane, corners[triangle], 1.0, shift=4)

    def at(self, floor: np.ndarray) -> np.ndarray:
        places = (np.nan_to_num(floor, nan=1e4) + _HALF) / _CELL
        x, y = (places[..., k].clip(-10, 1e5).astype(np.float32) for k in range(2))
        return cv2.remap(self.depth, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
