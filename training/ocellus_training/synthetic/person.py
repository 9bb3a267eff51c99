# SPDX-License-Identifier: Apache-2.0
"""Somebody: a shape, a pose, clothes, and what they carry or sit on."""

from dataclasses import dataclass

import numpy as np

from . import furniture, poses
from .body import SKIN_VERTICES, Body
from .clothing import Wardrobe
from .mesh import Mesh, turn_about_up, vertex_normals

GROWN, CHILD, ANY = "grown", "child", "any"


@dataclass
class Person:
    """Stands at the origin, facing -y, on the floor. `things` belong to the scene, not to the person's box."""

    mesh: Mesh
    things: list
    pose: str
    height: float  # of the body as it stands upright
    gaze: np.ndarray  # unit, where the face looks

    def turned(self, degrees: float, place: tuple) -> "Person":
        things = [thing.turned(degrees, place) for thing in self.things]
        return Person(self.mesh.turned(degrees, place), things, self.pose, self.height, turn_about_up(degrees) @ self.gaze)


def _age(rng: np.random.Generator, wanted: str) -> float:
    if wanted == CHILD:
        return float(rng.uniform(0.07, 0.24))
    grown = float(np.clip(rng.normal(0.58, 0.14), 0.4, 0.98))
    return float(rng.uniform(0.08, 0.3)) if wanted == ANY and rng.random() < 0.1 else grown


def _folds(rng: np.random.Generator, points: np.ndarray) -> np.ndarray:
    """Uneven light, as in folds of cloth."""
    waves = rng.normal(0, 28, (6, 3)) * (1.3, 1.3, 0.7)
    return 1 + 0.05 * np.sin(points @ waves.T + rng.uniform(0, 6.3, 6)).sum(1).astype(np.float32)


def make_person(wardrobe: Wardrobe, rng: np.random.Generator, pose_name: str, wanted: str = ANY) -> Person:
    body: Body = wardrobe.body
    gender, age = float(rng.choice([rng.uniform(0, 0.15), rng.uniform(0.85, 1)])), _age(rng, wanted)
    stature, race = float(np.clip(rng.normal(0.5, 0.09), 0.3, 0.72)), str(rng.choice(["african", "asian", "caucasian"]))
    weight = float(np.clip(rng.normal(0.5, 0.2), 0.1, 1))
    rest = body.shaped(gender, age, float(np.clip(rng.normal(0.5, 0.15), 0, 1)), weight, stature, race)
    pose = poses.ALL[pose_name](rng)
    shown, colours, parts, off = wardrobe.dress(rng, gender < 0.5, age < 0.3, pose.seated or pose_name in ("lying", "bending"))
    height = float(np.ptp(rest[:SKIN_VERTICES, 2]))
    points, joints, turns = body.posed(rest, pose)
    triangles = wardrobe.triangles[shown]
    points = wardrobe.worn_over(points, off * (height / 1.67), vertex_normals(points, triangles))
    used = np.unique(triangles)
    hips = joints[body.index["pelvis"]]
    shift = np.array([hips[0], hips[1], points[used][:, 2].min()], np.float32)
    points, joints = points - shift, joints - shift
    place = np.full(len(points), -1, np.int32)
    place[used] = np.arange(len(used))
    mesh = Mesh(points[used], place[triangles], colours[shown], parts[shown], _folds(rng, body.base[used]))
    return Person(mesh, _things(rng, body, points, joints, pose), pose.name, height, -turns[body.index["head"]][:, 1])


def _things(rng: np.random.Generator, body: Body, points: np.ndarray, joints: np.ndarray, pose: poses.Pose) -> list:
    hands = np.stack([joints[body.index[f"middle_01_{side}"]] for side in "lr"])
    if pose.seated:
        under = np.isin(body.weights.argmax(1), [body.index[name] for name in ("pelvis", "thigh_l", "thigh_r")])
        under[SKIN_VERTICES:] = False
        return [furniture.chair(rng, float(np.percentile(points[under][:, 2], 4)))]
    if pose.name == "carrying":
        return [furniture.parcel(rng, hands)]
    if pose.name in ("walking", "standing") and rng.random() < 0.25:
        low = hands[hands[:, 2].argmin()]
        return [furniture.bag(rng, low)] if low[2] > 0.4 else []
    return []
