# SPDX-License-Identifier: Apache-2.0
"""Average precision by hand, calibrations that must rise, and a card of which only the measured part changes."""

import json
import tempfile
import unittest
from pathlib import Path

from needs import need

need("cv2", "numpy")

import numpy as np  # noqa: E402
from ocellus_training import card, manifest, program  # noqa: E402
from ocellus_training.detector import grid  # noqa: E402
from ocellus_training.evaluate import Curve  # noqa: E402

HERE, THERE = (0, 0, 10, 10), (20, 20, 30, 30)


def boxes(*corners) -> np.ndarray:
    return np.array(corners, float).reshape(-1, 4)


class AveragePrecision(unittest.TestCase):
    def test_by_hand(self):
        curve = Curve()
        # Surest first: right, wrong, right; then twice the same object, which is wrong the second time.
        curve.add(([0.9, 0.7, 0.6, 0.5], boxes(HERE, (50, 50, 60, 60), THERE, THERE)), boxes(HERE, THERE), boxes())
        self.assertAlmostEqual(curve.average_precision(), 0.5 * 1 + 0.5 * 2 / 3)

    def test_doubtful_places_count_neither_way(self):
        curve = Curve()
        curve.add(([0.9, 0.8], boxes(THERE, HERE)), boxes(HERE), boxes(THERE))
        self.assertEqual(curve.average_precision(), 1)
        curve.add(([0.9], boxes(THERE)), boxes(), boxes())
        self.assertEqual(curve.average_precision(), 0.5)

    def test_nothing_found_is_nothing(self):
        curve = Curve()
        curve.add(([], boxes()), boxes(HERE), boxes())
        self.assertEqual(curve.average_precision(), 0)

    def test_the_grid_is_that_of_the_output(self):
        points = grid(64, 32)
        self.assertEqual(len(points), 8 * 4 + 4 * 2 + 2 * 1)
        self.assertEqual(points[1].tolist(), [12, 4, 8])
        self.assertEqual(points[-1].tolist(), [48, 16, 32])


class Shipping(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name)

    def test_the_program_s_calibration_goes_into_the_manifest_if_it_rises(self):
        said = "ocellus-n on 3 pictures\ncalibration:\n  human: {1: 0.069, 25: 0.362, 99: 0.930}\n  head: {1: 0.1, 30: 0.2, 99: 0.3}\n"
        calibration = program.read_calibration(said)
        self.assertEqual(calibration["human"], {1: 0.069, 25: 0.362, 99: 0.93})
        self.assertEqual(list(calibration), ["human", "head"])
        for name in manifest.file_names("n"):
            (self.path / name).write_bytes(b"abc")
        text = manifest.manifest_text("n", self.path, calibration, accuracy="human 50", cost="0.1 of that")
        self.assertIn("  head: {1: 0.100, 30: 0.200, 99: 0.300}\n", text)
        self.assertIn("    bytes: 3\n    sha256: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n", text)
        with self.assertRaisesRegex(SystemExit, "does not rise"):
            manifest.manifest_text("n", self.path, {"human": {1: 0.4, 25: 0.3, 99: 0.9}})

    def test_what_people_wrote_on_a_card_stays(self):
        told = {"pictures": 3, "seen": 48, "steps": 3, "minutes": 0.2}
        (self.path / "run.json").write_text(json.dumps(told), encoding="utf-8")
        row = {"class": "human", "size": "all", "labels": 7, "ap50": 0.5, "ap50_95": 0.25, "recall": 0.4, "precision_at_threshold": 0.6}
        figures = {"forms": {"416x256 int8": [row]}, "cost": {"416x256 int8": 2.0}, "scenes": {}}
        file = self.path / "README.md"
        file.write_text(f"# Mine\nbefore\n{card.BEGIN}\nstale figures\n{card.END}\nafter\n", encoding="utf-8")
        card.write_card(file, "n", figures, self.path)
        text = file.read_text(encoding="utf-8")
        self.assertTrue(text.startswith("# Mine\nbefore\n") and text.endswith("\nafter\n"))
        self.assertNotIn("stale", text)
        self.assertIn("3 labelled pictures, 48 shown in 3 steps", text)
        self.assertIn("| 416x256 int8 | 2.00 | 50.0 / 25.0 |", text)


if __name__ == "__main__":
    unittest.main()
