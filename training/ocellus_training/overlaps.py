# SPDX-License-Identifier: Apache-2.0
"""How much boxes share."""

import numpy as np


def overlaps(box: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Intersection over union of one box with each of [n, 4]; corners."""
    shared = (np.minimum(box[2:], boxes[:, 2:]) - np.maximum(box[:2], boxes[:, :2])).clip(0).prod(1)
    area = (box[2:] - box[:2]).prod() + (boxes[:, 2:] - boxes[:, :2]).prod(1)
    return shared / np.maximum(area - shared, 1e-9)


def part_within(box: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """The part of one box that lies in each of [n, 4]."""
    shared = (np.minimum(box[2:], boxes[:, 2:]) - np.maximum(box[:2], boxes[:, :2])).clip(0).prod(1)
    return shared / max(1e-9, float((box[2:] - box[:2]).prod()))
