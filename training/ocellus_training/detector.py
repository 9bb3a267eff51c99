# SPDX-License-Identifier: Apache-2.0
"""Runs a model file of our layout on pictures, one thread, and reads its output."""

from pathlib import Path

import numpy as np

from .classes import NAMES, SLOT_OF_CLASS, SLOTS, STRIDES
from .letterbox import letterbox
from .overlaps import overlaps

NMS_OVERLAP = 0.6
LEAST_SCORE = 0.05


def grid(width: int, height: int) -> np.ndarray:
    """[N, 3]: x and y in pixels of the input, and the stride, in the order of the output."""
    levels = []
    for stride in STRIDES:
        y, x = np.mgrid[: height // stride, : width // stride]
        size = np.full(x.size, stride)
        levels.append(np.stack([(x.ravel() + 0.5) * stride, (y.ravel() + 0.5) * stride, size], 1))
    return np.concatenate(levels).astype(np.float32)


def decode(output: np.ndarray, points: np.ndarray, cls: int) -> tuple:
    """Scores [n] and corners [n, 4] in input pixels of one class, after suppression, surest first."""
    score = output[4 * SLOTS + cls]
    chosen = np.flatnonzero(score > LEAST_SCORE)
    chosen = chosen[np.argsort(-score[chosen], kind="stable")]
    slot = SLOT_OF_CLASS[cls]
    d = output[4 * slot : 4 * slot + 4, chosen].T * points[chosen, 2:]
    x, y = points[chosen, :1], points[chosen, 1:2]
    boxes = np.concatenate([x - d[:, :1], y - d[:, 1:2], x + d[:, 2:3], y + d[:, 3:]], 1)
    kept = []
    for index, box in enumerate(boxes):
        if not kept or overlaps(box, boxes[kept]).max() < NMS_OVERLAP:
            kept.append(index)
    return score[chosen][kept], boxes[kept]


class Detector:
    def __init__(self, model: Path, size: str = "416x256"):
        import openvino

        self.width, self.height = (int(side) for side in size.split("x"))
        core = openvino.Core()
        graph = core.read_model(str(model))
        graph.reshape([1, 3, self.height, self.width])
        settings = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": 1}
        self.network = core.compile_model(graph, "CPU", settings)
        self.points = grid(self.width, self.height)

    def __call__(self, image: np.ndarray) -> list:
        """For each class its scores and corners in pixels of the picture."""
        tensor, scale = letterbox(image, self.width, self.height)
        output = self.network(tensor)[0][0]
        found = [decode(output, self.points, cls) for cls in range(len(NAMES))]
        return [(scores, boxes / scale) for scores, boxes in found]
