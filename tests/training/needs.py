# SPDX-License-Identifier: Apache-2.0
"""Ends a test as skipped where what it needs is not installed, and makes packs to test with."""

import importlib.util
import json
import sys
from pathlib import Path

SKIPPED = 77


def need(*modules: str) -> None:
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    if missing:
        print(f"skipped: no {', '.join(missing)} for {sys.executable}; training/setup installs what training needs")
        sys.exit(SKIPPED)


def make_pack(folder: Path, pictures: int, validation: int = 0) -> Path:
    """Bright upright boxes, called people, on dark noise."""
    import cv2
    import numpy as np

    rng = np.random.default_rng(5)
    (folder / "images").mkdir(parents=True)
    with open(folder / "labels.jsonl", "w", encoding="utf-8") as lines:
        for number in range(pictures + validation):
            image = rng.integers(0, 90, (96, 128, 3), dtype=np.uint8)
            x, y = int(rng.integers(4, 90)), int(rng.integers(4, 40))
            image[y : y + 48, x : x + 20] = 220
            name = f"images/{number}.jpg"
            cv2.imwrite(str(folder / name), image)
            box = ["person", (x + 10) / 128, (y + 24) / 96, 20 / 128, 48 / 96, 1, "human", 0]
            record = {
                "image": name,
                "source": "made",
                "split": "train" if number < pictures else "val",
                "annotated": ["person", "vehicle", "bike", "face"],
                "boxes": [box],
            }
            lines.write(json.dumps(record) + "\n")
    return folder
