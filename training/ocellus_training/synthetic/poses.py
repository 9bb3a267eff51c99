# SPDX-License-Identifier: Apache-2.0
"""How people stand, walk, sit, reach, carry and lie: turns of bones, and directions that limbs point in."""

import math
from dataclasses import dataclass, field

import numpy as np

SIDES = (("l", 1.0), ("r", -1.0))


def about(axis: int, degrees: float) -> np.ndarray:
    """Turn about an axis of the person (0 left, 1 backward, 2 up)."""
    a, b = (axis + 1) % 3, (axis + 2) % 3
    turn = np.eye(3, dtype=np.float32)
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    turn[a, a], turn[a, b], turn[b, a], turn[b, b] = c, -s, s, c
    return turn


def onto(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """The least turn that takes one direction to another."""
    a, b = start / np.linalg.norm(start), end / np.linalg.norm(end)
    v, c = np.cross(a, b), float(a @ b)
    if c < -0.999:
        return about(0, 180)
    k = np.array([[0, -v[2], v[1]], [v[2], 0, -v[0]], [-v[1], v[0], 0]], np.float32)
    return (np.eye(3) + k + k @ k / (1 + c)).astype(np.float32)


@dataclass
class Pose:
    """`turns`: bone -> turn beside its parent. `aims`: bone -> (bone whose frame counts, direction in it)."""

    name: str
    turns: dict = field(default_factory=dict)
    aims: dict = field(default_factory=dict)
    seated: bool = False

    def turn(self, bone: str, rest: np.ndarray, above: np.ndarray, turns: np.ndarray, index: dict) -> np.ndarray:
        if bone in self.aims:
            frame, direction = self.aims[bone]
            return turns[index[frame]] @ onto(rest, np.asarray(direction, np.float32))
        return above @ self.turns[bone] if bone in self.turns else above

    def arm(self, side: str, upper: tuple, lower: tuple) -> None:
        """Directions of upper and lower arm in the frame of the chest; x is outward on either side."""
        sign = dict(SIDES)[side]
        for bone, (x, y, z) in (("upperarm", upper), ("lowerarm", lower), ("hand", lower)):
            self.aims[f"{bone}_{side}"] = ("spine_03", (sign * x, y, z))

    def leg(self, side: str, thigh: tuple, calf: tuple, lift: float = 0.0) -> None:
        """Directions in the frame of the hips; `lift` raises the heel, in degrees."""
        sign = dict(SIDES)[side]
        for bone, (x, y, z) in (("thigh", thigh), ("calf", calf)):
            self.aims[f"{bone}_{side}"] = ("pelvis", (sign * x, y, z))
        down = math.radians(38 + lift)
        self.aims[f"foot_{side}"] = ("pelvis", (sign * 0.12, -math.cos(down), -math.sin(down)))


def _torso(pose: Pose, rng: np.random.Generator, bend: float = 0.0, look: float = 25.0) -> None:
    twist, lean = rng.normal(0, 6), rng.normal(0, 3)
    for bone in ("spine_01", "spine_02", "spine_03"):
        pose.turns[bone] = about(2, twist / 3) @ about(0, bend / 3) @ about(1, lean / 3)
    nod = float(np.clip(rng.normal(6, 12), -20, 40)) - 0.4 * bend
    pose.turns["neck_01"] = about(0, nod / 2)
    pose.turns["head"] = about(2, float(np.clip(rng.normal(0, look), -70, 70))) @ about(0, nod / 2) @ about(1, rng.normal(0, 5))


def _hanging(pose: Pose, side: str, rng: np.random.Generator, swing: float = 0.0) -> None:
    """An arm that hangs; swing forward in degrees."""
    a = math.radians(swing + rng.normal(0, 5))
    b = a + math.radians(abs(rng.normal(12, 10)))
    out = rng.uniform(0.08, 0.25)
    pose.arm(side, (out, -math.sin(a), -math.cos(a)), (0.5 * out, -math.sin(b), -math.cos(b)))


def _busy(pose: Pose, side: str, rng: np.random.Generator) -> None:
    """An arm that does something: a phone at the ear or before the chest, a hand on the hip, in front."""
    choice = rng.integers(4)
    if choice == 0:
        pose.arm(side, (0.45, -0.35, -0.8), (-0.25, -0.45, 0.85))
    elif choice == 1:
        pose.arm(side, (0.2, -0.25, -0.95), (-0.3, -0.9, 0.25))
    elif choice == 2:
        pose.arm(side, (0.65, 0.35, -0.7), (-0.6, -0.45, -0.6))
    else:
        pose.arm(side, (0.2, -0.1, -0.97), (-0.55, -0.8, 0.0))


def standing(rng: np.random.Generator) -> Pose:
    pose = Pose("standing")
    _torso(pose, rng, rng.normal(2, 5), 35)
    for side, _ in SIDES:
        _busy(pose, side, rng) if rng.random() < 0.3 else _hanging(pose, side, rng)
        y = rng.normal(0, 0.06)
        pose.leg(side, (rng.uniform(0.02, 0.14), y - 0.03, -1), (rng.uniform(0.0, 0.08), y + 0.06, -1))
    return pose


def walking(rng: np.random.Generator) -> Pose:
    pose = Pose("walking")
    _torso(pose, rng, rng.normal(4, 4))
    phase, stride = rng.uniform(0, 2 * math.pi), math.radians(rng.uniform(16, 34))
    for side, sign in SIDES:
        at = phase + (0 if sign > 0 else math.pi)
        thigh = stride * math.sin(at)  # forward
        knee = math.radians(6) + math.radians(48) * max(0.0, math.cos(at)) ** 2 * (1 if math.sin(at) > -0.9 else 0.6)
        pose.leg(
            side,
            (0.05, -math.sin(thigh), -math.cos(thigh)),
            (0.02, -math.sin(thigh - knee), -math.cos(thigh - knee)),
            28 * max(0.0, -math.sin(at)) + 12 * max(0.0, math.cos(at)),
        )
        if rng.random() < 0.15:
            _busy(pose, side, rng)
        else:
            _hanging(pose, side, rng, -0.9 * math.degrees(thigh))
    return pose


def sitting(rng: np.random.Generator) -> Pose:
    pose = Pose("sitting", seated=True)
    bend = float(np.clip(rng.normal(8, 14), -14, 45))
    _torso(pose, rng, bend, 30)
    pose.turns["pelvis"] = about(0, -8)
    for side, _ in SIDES:
        out, drop = rng.uniform(0.02, 0.35), rng.uniform(-0.08, 0.12)
        pose.leg(side, (out, -1, -drop), (rng.uniform(-0.1, 0.15), rng.uniform(-0.35, 0.3), -1))
        if rng.random() < 0.55:  # hands on the lap or on a table
            pose.arm(side, (0.2, -0.35, -0.9), (-0.3, -0.9, rng.uniform(-0.35, 0.15)))
        else:
            _busy(pose, side, rng) if rng.random() < 0.5 else _hanging(pose, side, rng, 15)
    return pose


def reaching(rng: np.random.Generator) -> Pose:
    pose = standing(rng)
    pose.name = "reaching"
    up = rng.uniform(-0.5, 0.9)
    _torso(pose, rng, 28 * max(0.0, -up) + rng.normal(6, 4))
    for side, _ in SIDES[: 1 + (rng.random() < 0.3)] if rng.random() < 0.5 else SIDES[1:]:
        pose.arm(side, (rng.uniform(0.0, 0.4), -0.9, up - 0.1), (rng.uniform(-0.2, 0.2), -1, up + 0.15))
    return pose


def carrying(rng: np.random.Generator) -> Pose:
    """Both arms before the body, as around a box; the box itself is an object."""
    pose = walking(rng) if rng.random() < 0.6 else standing(rng)
    pose.name = "carrying"
    for side, _ in SIDES:
        pose.arm(side, (0.15, -0.25, -0.95), (-0.02, -1, rng.uniform(-0.1, 0.2)))
    return pose


def bending(rng: np.random.Generator) -> Pose:
    """Crouching or picking something up."""
    pose = Pose("bending")
    _torso(pose, rng, rng.uniform(45, 80))
    pose.turns["pelvis"] = about(0, rng.uniform(0, 25))
    down = rng.uniform(0.1, 1.1)
    for side, _ in SIDES:
        pose.leg(side, (0.2, -math.sin(down), -math.cos(down)), (0.0, math.sin(0.9 * down), -math.cos(0.9 * down)), 15 * down)
        pose.arm(side, (0.1, -0.9, -0.4), (-0.05, -0.9, -0.5))
    return pose


def lying(rng: np.random.Generator) -> Pose:
    """On the back, the side or the belly."""
    pose = Pose("lying")
    _torso(pose, rng, rng.normal(5, 8), 40)
    for side, _ in SIDES:
        knee = abs(rng.normal(0, 0.5))
        pose.leg(side, (rng.uniform(0, 0.3), -math.sin(knee), -math.cos(knee)), (0, math.sin(knee), -math.cos(knee)), 40)
        pose.arm(side, (rng.uniform(0.1, 0.9), -0.15, rng.uniform(-0.9, 0.5)), (rng.uniform(-0.3, 0.5), -0.3, rng.uniform(-0.9, 0.9)))
    pose.turns["Root"] = about(0, -90) @ about(2, float(rng.choice([0, 0, 80, -80, 180])) + rng.normal(0, 8))
    return pose


ALL = {pose.__name__: pose for pose in (standing, walking, sitting, reaching, carrying, bending, lying)}
