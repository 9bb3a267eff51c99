# SPDX-License-Identifier: Apache-2.0
"""Endless, seeded training samples: mosaics of four pictures, or one."""

import multiprocessing
import random

import cv2
import numpy as np
import torch

from .augment import place, recolour
from .classes import INDEX, PAD
from .pack import CLASS, IGNORE, SCORE, Item

MOST_OBJECTS = 64

# Widths and heights that the shipped nets run at, and squarer ones for variety. One of the fine ones: it costs twice the others.
SIZES = ((416, 256), (352, 288), (320, 320), (512, 384), (416, 256), (384, 224), (288, 288))


def sampling_weight(item: Item) -> float:
    """Rare classes and scenes of many small objects are shown more often, empty ones less."""
    objects = item.boxes[item.boxes[:, IGNORE] == 0]
    if len(objects) == 0:
        kind = -0.5
    else:
        kind = 0.4 * (objects[:, CLASS] == INDEX["bike"]).any() + 0.8 * (objects[:, CLASS] == INDEX["head"]).any()
    return max(0.1, item.weight + kind)


class Samples(torch.utils.data.Dataset):
    """Indexed by (anything, (width, height)): the picture's size is the sampler's choice, its content is chance."""

    def __init__(self, items: list, mosaic: float = 0.75, soft: bool = True):
        self.items = items
        self.soft = soft
        self.mosaic = multiprocessing.Value("d", mosaic)
        self.rng = random.Random(0)
        self.cumulative = np.cumsum([sampling_weight(item) for item in items])

    def __len__(self):
        return 10**9

    def pick(self) -> Item:
        return self.items[int(np.searchsorted(self.cumulative, self.rng.random() * self.cumulative[-1]))]

    def scaled(self, item: Item, cell: tuple, spread: tuple, fill: bool) -> tuple:
        """Scale and origin of an item in a cell, with chance in size, aspect and place."""
        height, width = item.image.shape[:2]
        fit = max if fill else min
        ratio = fit(cell[2] / width, cell[3] / height) * np.exp(self.rng.uniform(*spread))
        aspect = np.exp(self.rng.uniform(-0.22, 0.22))
        scale = (ratio * aspect, ratio / aspect)
        spare = (cell[2] - width * scale[0], cell[3] - height * scale[1])
        origin = tuple(
            cell[axis] + int(self.rng.uniform(min(0, spare[axis]), max(0, spare[axis]))) for axis in range(2)
        )
        return scale, origin

    def __getitem__(self, index):
        _, (width, height) = index
        canvas = np.full((height, width, 3), PAD, np.uint8)
        boxes = []
        if self.rng.random() < self.mosaic.value:
            cx, cy = int(self.rng.uniform(0.3, 0.7) * width), int(self.rng.uniform(0.3, 0.7) * height)
            for cell in ((0, 0, cx, cy), (cx, 0, width - cx, cy), (0, cy, cx, height - cy), (cx, cy, width - cx, height - cy)):
                item = self.pick()
                fill = self.rng.random() < 0.6
                scale, origin = self.scaled(item, cell, (-0.25, 0.45) if fill else (0, 0), fill)
                boxes.append(place(canvas, item, cell, scale, origin, self.rng))
        else:
            item = self.pick()
            cell = (0, 0, width, height)
            scale, origin = self.scaled(item, cell, (-0.5, 0.5), False)
            boxes.append(place(canvas, item, cell, scale, origin, self.rng))
        boxes = np.concatenate(boxes)
        canvas = recolour(canvas, self.rng)
        doubtful = boxes[:, IGNORE] == 1
        return torch.from_numpy(canvas), _padded(boxes[~doubtful], self.soft), _padded(boxes[doubtful], False)


def _padded(boxes: np.ndarray, soft: bool) -> torch.Tensor:
    """[MOST_OBJECTS, 6]: class, corners, how sure the label is; class -1 where there is none."""
    rows = np.full((MOST_OBJECTS, 6), -1, np.float32)
    boxes = boxes[:MOST_OBJECTS]
    rows[: len(boxes), :5] = boxes[:, :5]
    # A vote of 0.42 is the least that became a label; the surest votes count in full.
    rows[: len(boxes), 5] = (0.6 + 0.8 * (boxes[:, SCORE] - 0.4)).clip(0.5, 1) if soft else 1
    return torch.from_numpy(rows)


def start_worker(number: int) -> None:
    information = torch.utils.data.get_worker_info()
    information.dataset.rng.seed(information.seed)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)


class SizeSampler(torch.utils.data.Sampler):
    """One size for the whole of a batch, seeded by the step that training (re)starts at."""

    def __init__(self, batch: int, seed: int):
        self.batch, self.seed = batch, seed

    def __iter__(self):
        rng = random.Random(self.seed)
        while True:
            size = rng.choice(SIZES)
            yield [(0, size)] * self.batch
