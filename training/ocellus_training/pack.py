# SPDX-License-Identifier: Apache-2.0
"""Reads a pack of labelled pictures: labels.jsonl and an images folder (format in training/README.md)."""

import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from .classes import INDEX, NAMES
from .scenes import favour

# Columns of Item.boxes.
CLASS, X0, Y0, X1, Y1, IGNORE, SCORE = range(7)


@dataclass
class Item:
    """A picture (BGR, uint8) with boxes [n, 7] in its pixels: class, corners, ignore, score.

    `score` is 1 for a hand label and the teachers' fused vote otherwise. `annotated` says for which classes
    the absence of a box means the absence of the object.
    """

    image: np.ndarray
    boxes: np.ndarray
    annotated: np.ndarray
    name: str
    weight: float  # how often it is shown in training, beside others


def read_records(folder: Path, split: str | None = None) -> list:
    with open(folder / "labels.jsonl", encoding="utf-8") as lines:
        return [record for record in map(json.loads, lines) if split in (None, record["split"])]


def load_item(folder: Path, record: dict) -> Item:
    image = cv2.imread(str(folder / record["image"]))
    if image is None:
        raise SystemExit(f"{folder / record['image']} cannot be read: is the pack complete?")
    height, width = image.shape[:2]
    rows = []
    for name, x, y, w, h, score, origin, ignore in record["boxes"]:
        corners = ((x - w / 2) * width, (y - h / 2) * height, (x + w / 2) * width, (y + h / 2) * height)
        rows.append((INDEX[name], *corners, ignore, 1.0 if origin == "human" else score))
    boxes = np.array(rows, np.float32).reshape(-1, 7)
    annotated = np.array([name in record["annotated"] for name in NAMES])
    return Item(image, boxes, annotated, record["image"], record.get("weight", 1.0) + favour(record))


def load(folder: Path, split: str, limit: int | None = None, log=print) -> list:
    """All pictures of a split, decoded once into memory (the train split takes about 1.5 GB)."""
    records = read_records(folder, split)[:limit]
    items = [load_item(folder, record) for record in records]
    log(f"{split}: {len(items)} pictures, {sum(len(item.boxes) for item in items)} boxes")
    return items
