# SPDX-License-Identifier: Apache-2.0
"""AP50 of a model file on a pack's validation part, by class and size, as `ocellus models eval` measures it."""

import argparse
from pathlib import Path

import numpy as np

from .classes import NAMES, SLOT_OF_CLASS, SLOTS
from .letterbox import letterbox
from .network import grid_points
from .pack import CLASS, IGNORE, load_item, read_records

OVERLAP = 0.5
NMS_OVERLAP = 0.6
LEAST_SCORE = 0.05


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", type=Path, required=True, help=".onnx or .xml")
    parser.add_argument("--pack", type=Path, required=True)
    parser.add_argument("--size", default="416x256")
    parser.add_argument("--limit", type=int)


def overlaps(box: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    shared = (np.minimum(box[2:], boxes[:, 2:]) - np.maximum(box[:2], boxes[:, :2])).clip(0).prod(1)
    area = (box[2:] - box[:2]).prod() + (boxes[:, 2:] - boxes[:, :2]).prod(1)
    return shared / np.maximum(area - shared, 1e-9)


def decode(output: np.ndarray, points: np.ndarray, cls: int):
    """Scores and corners [n, 4] in input pixels of one class, after NMS, surest first."""
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


def average_precision(found: list, truth: list) -> float:
    """All-point interpolated AP. found: (score, right) pairs; truth: number of objects."""
    objects = sum(truth)
    if objects == 0:
        return float("nan")
    order = sorted(found, key=lambda pair: -pair[0])
    right = np.cumsum([hit for _, hit in order]) if order else np.zeros(1)
    precision = right / np.arange(1, len(right) + 1)
    recall = right / objects
    best = np.maximum.accumulate(precision[::-1])[::-1]
    return float((np.diff(np.concatenate([[0], recall])) * best).sum())


def evaluate(options: argparse.Namespace) -> int:
    import openvino

    width, height = (int(side) for side in options.size.split("x"))
    core = openvino.Core()
    model = core.read_model(str(options.model))
    model.reshape([1, 3, height, width])
    compiled = core.compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    points = grid_points(height, width).numpy()
    found = [[] for _ in NAMES]
    truth = [[] for _ in NAMES]
    for record in read_records(options.pack, "val")[: options.limit]:
        item = load_item(options.pack, record)
        tensor, scale = letterbox(item.image, width, height)
        output = compiled(tensor)[0][0]
        for cls in range(len(NAMES)):
            if not item.annotated[cls]:
                continue
            mine = item.boxes[item.boxes[:, CLASS] == cls]
            objects, doubtful = mine[mine[:, IGNORE] == 0, 1:5], mine[mine[:, IGNORE] == 1, 1:5]
            truth[cls].append(len(objects))
            taken = np.zeros(len(objects), bool)
            for score, box in zip(*decode(output, points, cls)):
                box = box / scale
                fit = np.where(taken, 0, overlaps(box, objects)) if len(objects) else np.zeros(1)
                if fit.max() >= OVERLAP:
                    taken[fit.argmax()] = True
                    found[cls].append((score, 1))
                elif not len(doubtful) or overlaps(box, doubtful).max() < OVERLAP:
                    found[cls].append((score, 0))
    for cls, name in enumerate(NAMES):
        print(f"{name:8} AP50 {100 * average_precision(found[cls], truth[cls]):5.1f}  objects {sum(truth[cls])}")
    return 0
