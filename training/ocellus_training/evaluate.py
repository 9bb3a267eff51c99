# SPDX-License-Identifier: Apache-2.0
"""AP50 of a model file on a pack's validation part, by class and kind of view.

For use while training; the figures that are published come from `ocellus models eval`, which runs the program's own code.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from .classes import NAMES
from .detector import Detector
from .overlaps import overlaps
from .pack import CLASS, IGNORE, load_item, read_records
from .scenes import scene_of

OVERLAP = 0.5
ALL = "all"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", type=Path, required=True, help=".onnx or .xml")
    parser.add_argument("--pack", type=Path, required=True)
    parser.add_argument("--size", default="416x256")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--json", action="store_true", help="one line with all figures")


class Curve:
    """What was found of one class in one kind of view, and how many there were to find."""

    def __init__(self):
        self.objects = 0
        self.found = []  # (score, right)

    def add(self, found: tuple, objects: np.ndarray, doubtful: np.ndarray) -> None:
        """One picture's findings, surest first. What lies on a doubtful box is neither right nor wrong."""
        self.objects += len(objects)
        taken = np.zeros(len(objects), bool)
        for score, box in zip(*found):
            fit = np.where(taken, 0, overlaps(box, objects)) if len(objects) else np.zeros(1)
            if fit.max() >= OVERLAP:
                taken[fit.argmax()] = True
                self.found.append((score, 1))
            elif not len(doubtful) or overlaps(box, doubtful).max() < OVERLAP:
                self.found.append((score, 0))

    def average_precision(self) -> float:
        """All-point interpolated."""
        if not self.objects or not self.found:
            return 0.0
        right = np.cumsum([hit for _, hit in sorted(self.found, key=lambda pair: -pair[0])])
        precision = right / np.arange(1, len(right) + 1)
        recall = right / self.objects
        best = np.maximum.accumulate(precision[::-1])[::-1]
        return float((np.diff(np.concatenate([[0], recall])) * best).sum())


def measure(detector: Detector, pack: Path, limit: int | None = None) -> dict:
    """(kind of view, class) -> Curve."""
    curves = {}
    for record in read_records(pack, "val")[:limit]:
        item = load_item(pack, record)
        found = detector(item.image)
        for cls in range(len(NAMES)):
            if not item.annotated[cls]:
                continue
            mine = item.boxes[item.boxes[:, CLASS] == cls]
            for scene in (ALL, scene_of(record)):
                curve = curves.setdefault((scene, NAMES[cls]), Curve())
                curve.add(found[cls], mine[mine[:, IGNORE] == 0, 1:5], mine[mine[:, IGNORE] == 1, 1:5])
    return curves


def evaluate(options: argparse.Namespace) -> int:
    curves = measure(Detector(options.model, options.size), options.pack, options.limit)
    curves = {key: curve for key, curve in curves.items() if curve.objects}
    if options.json:
        print(json.dumps({f"{scene}/{name}": round(100 * curve.average_precision(), 2) for (scene, name), curve in curves.items()}))
        return 0
    for (scene, name), curve in sorted(curves.items(), key=lambda pair: (pair[0][0] != ALL, pair[0])):
        print(f"{scene:12} {name:8} AP50 {100 * curve.average_precision():5.1f}  objects {curve.objects}")
    return 0
