# SPDX-License-Identifier: Apache-2.0
"""Makes pictures look as other cameras, other light and other places would make them."""

import random

import cv2
import numpy as np

from .classes import INDEX
from .pack import CLASS, IGNORE, X0, X1, Y0, Y1, Item

_RAMP = np.arange(256, dtype=np.float32)

# Cut or shrunk below these a box is neither an object nor background.
LEAST_VISIBLE = 0.25
LEAST_PIXELS = 4


def with_unknown_heads(item: Item) -> np.ndarray:
    """Where heads were not labelled, everything about a person may hold one: neither head nor background."""
    if item.annotated[INDEX["head"]]:
        return item.boxes
    unknown = []
    for box in item.boxes:
        if box[CLASS] not in (INDEX["person"], INDEX["face"]):
            continue
        dx = 0.15 * (box[X1] - box[X0]) + 4
        dy = 0.15 * (box[Y1] - box[Y0]) + 4
        above = 0.6 * (box[Y1] - box[Y0]) if box[CLASS] == INDEX["face"] else 0
        unknown.append((INDEX["head"], box[X0] - dx, box[Y0] - dy - above, box[X1] + dx, box[Y1] + dy, 1, 0))
    return np.concatenate([item.boxes, np.array(unknown, np.float32).reshape(-1, 7)])


def recolour(image: np.ndarray, rng: random.Random) -> np.ndarray:
    """Gain, gamma and colour cast; sometimes grey, infrared-like, blurred, noisy or badly compressed."""
    if rng.random() < 0.8:
        gamma, gain = rng.uniform(0.7, 1.4), rng.uniform(0.7, 1.3)
        curves = [255 * (_RAMP / 255) ** gamma * gain * rng.uniform(0.92, 1.08) for _ in range(3)]
        table = np.dstack([curve.clip(0, 255).astype(np.uint8) for curve in curves]).reshape(1, 256, 3)
        image = cv2.LUT(image, table)
    chance = rng.random()
    if chance < 0.10:
        image = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    elif chance < 0.22:
        image = cv2.GaussianBlur(image, (3, 3), rng.uniform(0.4, 1.2))
    elif chance < 0.32:
        image = cv2.imdecode(cv2.imencode(".jpg", image, [1, rng.randint(20, 60)])[1], 1)
    if rng.random() < 0.12:
        noise = np.random.default_rng(rng.getrandbits(32)).normal(0, rng.uniform(3, 14), image.shape[:2])
        image = (image + noise[..., None]).clip(0, 255).astype(np.uint8)
    return image


def place(canvas: np.ndarray, item: Item, cell: tuple, scale: tuple, origin: tuple, rng: random.Random) -> np.ndarray:
    """Draws an item, scaled, with its corner at `origin`, clipped to the cell x, y, w, h; returns its boxes there."""
    height, width = item.image.shape[:2]
    new_size = (max(2, int(width * scale[0])), max(2, int(height * scale[1])))
    how = cv2.INTER_AREA if scale[0] < 1 else cv2.INTER_LINEAR
    picture = cv2.resize(item.image, new_size, interpolation=how)
    boxes = with_unknown_heads(item).copy()
    if rng.random() < 0.5:
        picture = picture[:, ::-1]
        boxes[:, [X0, X1]] = width - boxes[:, [X1, X0]]
    left, top = max(origin[0], cell[0]), max(origin[1], cell[1])
    right = min(origin[0] + new_size[0], cell[0] + cell[2])
    bottom = min(origin[1] + new_size[1], cell[1] + cell[3])
    if right <= left or bottom <= top:
        return np.zeros((0, 7), np.float32)
    canvas[top:bottom, left:right] = picture[top - origin[1] : bottom - origin[1], left - origin[0] : right - origin[0]]

    boxes[:, [X0, X1]] = boxes[:, [X0, X1]] * scale[0] + origin[0]
    boxes[:, [Y0, Y1]] = boxes[:, [Y0, Y1]] * scale[1] + origin[1]
    whole = (boxes[:, X1] - boxes[:, X0]) * (boxes[:, Y1] - boxes[:, Y0])
    boxes[:, [X0, X1]] = boxes[:, [X0, X1]].clip(left, right)
    boxes[:, [Y0, Y1]] = boxes[:, [Y0, Y1]].clip(top, bottom)
    sides = boxes[:, [X1, Y1]] - boxes[:, [X0, Y0]]
    there = (sides > 1).all(1)
    boxes, sides, whole = boxes[there], sides[there], whole[there]
    visible = sides.prod(1) / (whole + 1e-6)
    boxes[(visible < LEAST_VISIBLE) | (sides < LEAST_PIXELS).any(1), IGNORE] = 1
    return boxes
