# SPDX-License-Identifier: Apache-2.0
"""Triangles with colours, and which part of a person each of them is."""

from dataclasses import dataclass

import numpy as np

THING, BODY, HEAD, FACE = range(4)  # a face is part of a head, a head of a body


@dataclass
class Mesh:
    vertices: np.ndarray  # [n, 3], metres
    triangles: np.ndarray  # [m, 3]
    colours: np.ndarray  # [m, 3], BGR, 0 to 1, as lit from everywhere
    parts: np.ndarray  # [m]
    grain: np.ndarray  # [n]: factor of light and shade in folds

    def normals(self) -> np.ndarray:
        return vertex_normals(self.vertices, self.triangles)

    def turned(self, degrees: float, place: tuple) -> "Mesh":
        """About the upright axis, then moved."""
        moved = self.vertices @ turn_about_up(degrees).T + np.asarray(place, np.float32)
        return Mesh(moved.astype(np.float32), self.triangles, self.colours, self.parts, self.grain)


def turn_about_up(degrees: float) -> np.ndarray:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]], np.float32)


def vertex_normals(vertices: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    across = np.cross(b - a, c - a)
    sums = np.stack(
        [sum(np.bincount(triangles[:, k], across[:, axis], len(vertices)) for k in range(3)) for axis in range(3)], 1
    )
    return (sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)).astype(np.float32)


def joined(meshes: list) -> Mesh:
    starts = np.cumsum([0] + [len(mesh.vertices) for mesh in meshes[:-1]])
    return Mesh(
        np.concatenate([mesh.vertices for mesh in meshes]),
        np.concatenate([mesh.triangles + start for mesh, start in zip(meshes, starts)]),
        np.concatenate([mesh.colours for mesh in meshes]),
        np.concatenate([mesh.parts for mesh in meshes]),
        np.concatenate([mesh.grain for mesh in meshes]),
    )
