# SPDX-License-Identifier: Apache-2.0
"""What people wear: colours of the body's triangles, and how far each garment stands off from the skin."""

import colorsys

import numpy as np

from .body import Body
from .mesh import BODY, FACE, HEAD

_SKIN = np.array([(0.62, 0.72, 0.88), (0.55, 0.66, 0.84), (0.45, 0.57, 0.76), (0.34, 0.45, 0.64), (0.22, 0.31, 0.47), (0.14, 0.19, 0.30)])
_HAIR = np.array([(0.04, 0.04, 0.05), (0.06, 0.08, 0.12), (0.12, 0.19, 0.30), (0.30, 0.47, 0.60), (0.55, 0.56, 0.58), (0.10, 0.18, 0.36)])
_PLAIN = (0.06, 0.13, 0.25, 0.5, 0.75, 0.92)
_LIMBS = ("spine", "pelvis", "clavicle", "upperarm", "lowerarm", "hand", "thigh", "calf", "foot", "ball", "neck", "head")


class Wardrobe:
    """Where on the body things are worn: told once, on the body as it stands in the files."""

    def __init__(self, body: Body):
        self.body = body
        keys = [next((limb for limb in _LIMBS if bone.startswith(limb)), "hand") for bone in body.bones]
        keys = ["pelvis" if bone == "Root" else key for bone, key in zip(body.bones, keys)]
        self.limb = np.array(keys)[body.weights.argmax(1)]  # of each vertex; fingers count as hands
        drawn = np.isin(body.groups, ("body", "helper-l-eye", "helper-r-eye", "helper-skirt", "helper-hair"))
        self.group = body.groups[drawn]
        self.triangles = body.triangles[drawn]
        skin = self.triangles[self.group == "body"]
        self._edges = np.concatenate([skin[:, [0, 1]], skin[:, [1, 2]], skin[:, [2, 0]]]).T
        self.place = body.base[self.triangles].mean(1)
        at = {name: body.base[vertices].mean(0) for name, vertices in body.joints_named.items()}
        self.eye, self.mouth = at["l-eye"], at["mouth"]
        self.chin = float(body.base[(self.limb == "head") & (body.base[:, 1] < at["head"][1] - 0.06)][:, 2].min())

    def worn_over(self, points: np.ndarray, off: np.ndarray, normals: np.ndarray) -> np.ndarray:
        """Vertices with their clothes on: off the skin without steps at the hems, and hanging smooth over the trunk."""
        mine, beside = self._edges
        counts = np.bincount(mine, minlength=len(off)) + 1
        for _ in range(2):
            off = ((np.bincount(mine, off[beside], len(off)) + off) / counts).astype(np.float32)
        points = points + normals * off[:, None]
        loose = (off > 0.004) & np.isin(self.limb, ("spine", "pelvis", "thigh"))
        inside = loose[mine]
        mine, beside = mine[inside], beside[inside]
        counts = np.bincount(mine, minlength=len(off))[loose]
        for _ in range(6):
            means = np.stack([np.bincount(mine, points[beside, axis], len(off)) for axis in range(3)], 1)
            points[loose] = means[loose] / counts[:, None]
        return points.astype(np.float32)

    def _colour(self, rng: np.random.Generator) -> np.ndarray:
        if rng.random() < 0.55:
            return np.full(3, rng.choice(_PLAIN)) * rng.uniform(0.85, 1.1, 3)
        hue, full, light = rng.random(), rng.uniform(0.15, 0.75), rng.uniform(0.12, 0.85)
        return np.array(colorsys.hsv_to_rgb(hue, full, light))[::-1]

    def _pattern(self, rng: np.random.Generator, colours: np.ndarray, worn: np.ndarray) -> None:
        """Stripes, checks or a print on what is worn."""
        if rng.random() > 0.3:
            return
        other, (x, y, z) = self._colour(rng), self.place[worn].T
        period, choice = rng.uniform(0.03, 0.12), rng.integers(3)
        if choice == 0:
            second = (z / period) % 1 < 0.5
        elif choice == 1:
            second = ((z / period) % 1 < 0.4) ^ ((x / period) % 1 < 0.4)
        else:
            second = (np.abs(x) < 0.11) & (np.abs(z - 0.36) < rng.uniform(0.04, 0.12)) & (y < 0)
        colours[np.flatnonzero(worn)[second]] = other

    def _hairy(self, rng: np.random.Generator) -> np.ndarray:
        """Triangles of the scalp below a hairline that falls from the forehead to the nape."""
        _, y, z = self.place.T
        back = y - (self.eye[1] + 0.02)
        line = self.eye[2] + rng.uniform(0.045, 0.06) - np.clip(back - 0.02, 0, None) * rng.uniform(1.1, 1.9)
        return (self.group == "body") & (self.limb[self.triangles[:, 0]] == "head") & (z > line) & (np.abs(self.place[:, 0]) < 0.078)

    def dress(self, rng: np.random.Generator, female: bool, child: bool, seated: bool) -> tuple:
        """Triangles to draw, their colours and parts, and how far each vertex of the body stands off (metres)."""
        x, y, z = self.place.T
        limb = self.limb[self.triangles[:, 0]]
        skinned = self.group == "body"
        tone = rng.uniform(0, len(_SKIN) - 1.001)
        skin = _SKIN[int(tone)] * (1 - tone % 1) + _SKIN[int(tone) + 1] * (tone % 1)
        colours = np.tile(skin, (len(self.triangles), 1))
        off = np.zeros(len(self.body.base), np.float32)
        shown = skinned | (self.group == "helper-l-eye") | (self.group == "helper-r-eye")

        def wear(where: np.ndarray, colour: np.ndarray, thick: float) -> None:
            colours[where] = colour
            off[np.unique(self.triangles[where & skinned])] = thick

        short, dressed = rng.random() < 0.4, female and not seated and rng.random() < 0.3
        legs = np.isin(limb, ("thigh", "calf", "pelvis")) & skinned
        hem = rng.uniform(-0.36, -0.18) if rng.random() < (0.45 if child else 0.15) else -0.9
        if dressed and rng.random() < 0.5:
            wear(legs, skin * 0.3, 0.0)
        elif not dressed:
            wear(legs & (z > hem), self._colour(rng) * 0.8, rng.uniform(0.008, 0.022))
        top = self._colour(rng)
        low, collar = rng.uniform(-0.03, 0.09), self.chin - rng.choice((0.03, 0.05, 0.085))
        trunk = np.isin(limb, ("spine", "clavicle", "pelvis")) & skinned & (z > low) & (z < collar)
        sleeve = (limb == "upperarm") & (np.abs(x) < (0.30 if short else 9)) | (limb == "lowerarm") & (not short)
        torso = trunk | sleeve & skinned
        wear(torso, top, rng.uniform(0.012, 0.03) if short else rng.uniform(0.015, 0.045))
        if dressed:
            cloth = (self.group == "helper-skirt") & (z < 0.1) & (z > rng.uniform(-0.55, -0.2))
            shown |= cloth
            torso = torso | cloth
            colours[cloth] = top if rng.random() < 0.6 else self._colour(rng)
        self._pattern(rng, colours, torso)
        if rng.random() < 0.06:  # a vest that is to be seen
            vest = trunk & (np.abs(x) < 0.2)
            colours[vest] = (0.1, 0.95, 0.85) if rng.random() < 0.6 else (0.05, 0.45, 1.0)
            colours[vest & ((np.abs(z - 0.25) < 0.025) | (np.abs(z - 0.12) < 0.025))] = 0.85
        shoes = np.isin(limb, ("foot", "ball")) & (z < -0.72) & skinned
        wear(shoes, np.full(3, rng.choice((0.04, 0.08, 0.2, 0.85))) if rng.random() < 0.75 else self._colour(rng), 0.008)

        head = (limb == "head") & (self.group != "helper-hair") & (z > self.chin - 0.005)
        parts = np.where(head, HEAD, BODY).astype(np.int8)
        face = head & skinned & (y < self.eye[1] + 0.055) & (z < self.eye[2] + 0.05) & (np.abs(x) < 0.075)
        parts[face | head & ~skinned] = FACE
        self._features(rng, colours, face, skin)
        hair = _HAIR[rng.choice(len(_HAIR), p=(0.36, 0.26, 0.18, 0.08, 0.08, 0.04))] * rng.uniform(0.7, 1.2)
        scalp = self._hairy(rng)
        bald = not female and not child and rng.random() < 0.1
        if not bald:
            wear(scalp, hair, rng.uniform(0.012, 0.03) if female else rng.uniform(0.004, 0.016))
            parts[scalp] = HEAD
        if female and rng.random() < 0.6:
            long = (self.group == "helper-hair") & (z > rng.choice((self.chin - 0.03, 0.52, 0.35)))
            shown |= long
            colours[long] = hair
            parts[long & (z > self.chin)] = HEAD
        covered = rng.random()
        if covered < 0.12:  # cap, woollen hat, helmet
            wear(scalp & (z > self.eye[2] + 0.045), self._colour(rng), rng.uniform(0.015, 0.035))
        elif covered < 0.16:  # hood or scarf
            wear((scalp | (limb == "neck") | head & (y > self.eye[1] + 0.05)) & skinned, top, 0.022)
        return shown, colours.astype(np.float32).clip(0, 1), parts, off

    def _features(self, rng: np.random.Generator, colours: np.ndarray, face: np.ndarray, skin: np.ndarray) -> None:
        """Brows, sockets, lips, sometimes a beard or a mask: what a face is known by from afar."""
        x, _, z = self.place.T
        beside = np.abs(np.abs(x) - self.eye[0])
        colours[(self.group == "helper-l-eye") | (self.group == "helper-r-eye")] = (0.12, 0.12, 0.13)
        colours[face & (beside < 0.018) & (np.abs(z - self.eye[2]) < 0.009)] = skin * 0.55
        colours[face & (beside < 0.024) & (np.abs(z - self.eye[2] - 0.022) < 0.005)] = skin * 0.3
        colours[face & (np.abs(x) < 0.024) & (np.abs(z - self.mouth[2]) < 0.009)] = skin * (0.6, 0.55, 0.85)
        chance = rng.random()
        if chance < 0.08:
            colours[face & (z < self.eye[2] - 0.025)] = rng.choice((0.9, 0.1)) * np.array((1, 0.97, 0.9))
        elif chance < 0.2:
            colours[face & (z < self.mouth[2] + 0.02) & (np.abs(z - self.mouth[2]) > 0.008)] *= 0.45
