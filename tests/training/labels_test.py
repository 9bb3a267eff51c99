# SPDX-License-Identifier: Apache-2.0
"""What `prepare` does to packs: what it refuses, doubts, remembers and leaves alone."""

import argparse
import collections
import json
import tempfile
import unittest
from pathlib import Path

from needs import make_pack, need

need("cv2", "numpy")

import cv2  # noqa: E402
import numpy as np  # noqa: E402
from ocellus_training import prepare  # noqa: E402

NOTHING = (np.zeros(0), np.zeros((0, 4)))


def label(score: float, origin: str, x: float = 0.25) -> list:
    return ["person", x, 0.5, 0.2, 0.6, score, origin, 0]


def cleaned(boxes: list, found: list) -> tuple:
    """A 100x100 picture's record after cleaning; found: (score, corners) of people."""
    record = {"annotated": ["person", "face"], "boxes": boxes}
    people = (np.array([s for s, _ in found]), np.array([c for _, c in found], float).reshape(-1, 4))
    changes = collections.Counter()
    prepare.clean(record, np.zeros((100, 100, 3), np.uint8), [people] + 4 * [NOTHING], changes)
    return record, changes


class Clean(unittest.TestCase):
    def test_a_weak_vote_that_the_judge_does_not_see_is_doubtful(self):
        record, _ = cleaned([label(0.45, "teacher"), label(0.8, "teacher", 0.75), label(1, "human", 0.5)], [])
        self.assertEqual([box[7] for box in record["boxes"]], [1, 0, 0])
        record, _ = cleaned([label(0.45, "teacher")], [(0.3, (15, 20, 35, 80))])
        self.assertEqual(record["boxes"][0][7], 0, "the judge sees it, too")

    def test_what_only_the_judge_sees_is_doubtful_among_votes(self):
        record, changes = cleaned([label(0.8, "teacher")], [(0.9, (60, 20, 80, 80)), (0.4, (40, 0, 50, 20))])
        self.assertEqual(len(record["boxes"]), 2, "an unsure finding says nothing")
        name, x, y, w, h, _, origin, ignore = record["boxes"][1]
        self.assertEqual((name, origin, ignore), ("person", "teacher", 1))
        self.assertEqual((x, y, w, h), (0.7, 0.5, 0.2, 0.6))
        self.assertNotIn("weight", record)

    def test_what_only_the_judge_sees_is_its_error_where_people_labelled(self):
        record, _ = cleaned([label(1, "human")], [(0.9, (60, 20, 80, 80))])
        self.assertEqual(len(record["boxes"]), 1)
        self.assertEqual(record["weight"], 1.5)
        record, _ = cleaned([], [(0.9, (10 * i, 0, 10 * i + 8, 20)) for i in range(5)])
        self.assertEqual(record["weight"], 2, "but not without bound")

    def test_exact_labels_are_never_doubted(self):
        made = ["person", 0.25, 0.5, 0.2, 0.6, 0.3, "exact", 0]
        record, changes = cleaned([made], [(0.9, (60, 20, 80, 80))])
        self.assertEqual(record["boxes"], [["person", 0.25, 0.5, 0.2, 0.6, 0.3, "exact", 0]])
        self.assertEqual(list(changes), ["hard pictures, shown more often"], "and who else is found was not put there")
        # Of what was not made, the photograph behind, only votes are known.
        record = {"annotated": ["person", "vehicle"], "boxes": [made]}
        cars = (np.array([0.9]), np.array([[0.0, 0, 20, 20]]))
        prepare.clean(record, np.zeros((50, 50, 3), np.uint8), [NOTHING, NOTHING, cars, NOTHING, NOTHING], collections.Counter())
        self.assertEqual(record["boxes"][1][6:], ["teacher", 1])

    def test_a_class_that_was_not_labelled_is_left_alone(self):
        record = {"annotated": ["face"], "boxes": []}
        people = (np.array([0.9]), np.array([[0.0, 0, 20, 20]]))
        prepare.clean(record, np.zeros((50, 50, 3), np.uint8), [people] + 4 * [NOTHING], collections.Counter())
        self.assertEqual(record["boxes"], [])


class Prepare(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name)

    def prepare(self, *more) -> list:
        parser = argparse.ArgumentParser()
        prepare.add_arguments(parser)
        words = ["--pack", self.path / "pack", "--out", self.path / "new", *more]
        self.assertEqual(prepare.prepare(parser.parse_args(list(map(str, words)))), 0)
        with open(self.path / "new/labels.jsonl", encoding="utf-8") as lines:
            return list(map(json.loads, lines))

    def add(self, **record) -> None:
        whole = {"image": "images/0.jpg", "source": "odd", "split": "train", "annotated": [], "boxes": [], **record}
        with open(self.path / "pack/labels.jsonl", "a", encoding="utf-8") as lines:
            lines.write(json.dumps(whole) + "\n")

    def test_bad_records_are_left_out_and_told(self):
        make_pack(self.path / "pack", 2)
        self.add(image="images/none.jpg")
        self.add(boxes=[["person", 1.4, 0.5, 0.1, 0.1, 1, "human", 0]])
        self.add(boxes=[["person", 0.4, 0.5, 0, 0.1, 1, "human", 0]])
        self.add(boxes=[["person", 0.4, 0.5, 0.1, 0.1, 1, "guess", 0]])
        self.add(boxes=[["dog", 0.4, 0.5, 0.1, 0.1, 1, "human", 0]])
        self.add(split="test")
        records = self.prepare()
        self.assertEqual([record["source"] for record in records], ["made", "made"])
        self.assertTrue(Path(records[0]["image"]).is_absolute())
        told = json.loads((self.path / "new/report.json").read_text())["odd"]
        self.assertEqual(told["left out: picture cannot be read"], 1)
        self.assertEqual(told["left out: bad box"], 2)
        self.assertEqual(told["left out: box outside of the picture"], 2)
        self.assertEqual(told["left out: unknown split"], 1)

    def test_copies_of_validation_pictures_are_not_trained_on(self):
        make_pack(self.path / "pack", 4, validation=2)
        image = cv2.imread(str(self.path / "pack/images/5.jpg"))
        cv2.imwrite(str(self.path / "pack/images/copy.jpg"), cv2.resize(image, (256, 192)), [cv2.IMWRITE_JPEG_QUALITY, 90])
        self.add(image="images/copy.jpg")
        sources = [(record["source"], record["split"]) for record in self.prepare()]
        self.assertEqual(sources, 4 * [("made", "train")] + 2 * [("made", "val")])

    def test_a_source_can_be_dropped(self):
        make_pack(self.path / "pack", 2)
        self.add()
        self.assertEqual(len(self.prepare("--drop", "odd")), 2)


if __name__ == "__main__":
    unittest.main()
