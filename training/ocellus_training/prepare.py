# SPDX-License-Identifier: Apache-2.0
"""Checks packs, joins them and cleans their labels where labels and a judge disagree.

The pictures stay where they are; the new pack is a `labels.jsonl` that points at them, and `report.json` says what was
changed in which source. The validation part is checked, too, but its labels are never touched.
"""

import argparse
import collections
import json
import math
from pathlib import Path

import cv2
import numpy as np

from .classes import INDEX, NAMES
from .overlaps import overlaps, part_within

TRUSTED = ("human", "exact")  # origins of labels that no judge corrects: drawn by people, or known from how the picture was made
ORIGINS = (*TRUSTED, "teacher")
SAME = 0.4  # overlap from which label and finding mean the same object
WEAK_VOTE = 0.55  # teachers' labels below are open to doubt
BLIND = 0.08  # and lose when the judge sees this little there
SURE = 0.6  # what the judge finds with this much and nobody labelled is probably there
MOST_HARD = 2  # false findings of a picture that make it be shown more often
NEAR_BITS = 3  # of 64, by which hashes of one picture at two qualities may differ


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pack", type=Path, action="append", required=True, help="may be given several times")
    parser.add_argument("--out", type=Path, required=True, help="folder of the new pack")
    parser.add_argument("--judge", type=Path, help="model file (.xml, .onnx) of an earlier net; without: no cleaning")
    parser.add_argument("--size", default="416x256", help="input of the judge")
    parser.add_argument("--drop", action="append", default=[], help="source to leave out")
    parser.add_argument("--limit", type=int, help="read only so many records of each pack")


def fault(record: dict) -> str:
    """What is wrong with a record's form; empty if nothing is."""
    missing = {"image", "source", "split", "annotated", "boxes"} - record.keys()
    if missing:
        return f"no {sorted(missing)[0]}"
    if record["split"] not in ("train", "val"):
        return "unknown split"
    if not set(record["annotated"]) <= set(NAMES):
        return "unknown class in annotated"
    for box in record["boxes"]:
        if len(box) != 8 or box[0] not in INDEX or box[6] not in ORIGINS:
            return "bad box"
        if not all(math.isfinite(number) for number in box[1:6]) or min(box[3:5]) <= 0 or max(box[1:5]) > 1.01:
            return "box outside of the picture"
    return ""


def fingerprint(image: np.ndarray) -> int:
    """64 bits that hold through scaling and compression: which of two neighbours is brighter."""
    small = cv2.resize(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), (9, 8), interpolation=cv2.INTER_AREA).astype(int)
    return int("".join("01"[int(bit)] for bit in (small[:, 1:] > small[:, :-1]).ravel()), 2)


def corners(box: list, width: int, height: int) -> np.ndarray:
    _, x, y, w, h = box[:5]
    return np.array([(x - w / 2) * width, (y - h / 2) * height, (x + w / 2) * width, (y + h / 2) * height])


def clean(record: dict, image: np.ndarray, found: list, changes: collections.Counter) -> None:
    """Marks what labels and judge disagree about as doubtful; remembers the judge's errors as hard pictures."""
    height, width = image.shape[:2]
    boxes = record["boxes"]
    exact = any(box[6] == "exact" for box in boxes)
    hard = 0
    for cls, name in enumerate(NAMES):
        if name not in record["annotated"]:
            continue
        scores, places = found[cls]
        mine = [box for box in boxes if box[0] == name]
        known = np.array([corners(box, width, height) for box in mine]).reshape(-1, 4)
        for box, place in zip(mine, known):
            if box[7] or box[6] in TRUSTED or box[5] >= WEAK_VOTE:
                continue
            seen = scores[overlaps(place, places) >= SAME] if len(places) else np.zeros(0)
            if seen.max(initial=0) < BLIND:
                box[7] = 1
                changes[f"{name}: weak vote unseen by the judge, now doubtful"] += 1
        # A made picture holds exactly the people who were put into it, also where that is nobody's face.
        known_all = any(box[6] in TRUSTED for box in mine) or (exact and name in ("person", "head", "face"))
        for score, place in zip(scores, places):
            if score < SURE:
                break
            if len(known) and (overlaps(place, known).max() >= SAME or part_within(place, known).max() >= 0.7):
                continue
            if known_all or not boxes:
                hard += 1  # there is nothing: the judge errs, and its heir shall learn
                continue
            centre = (place[:2] + place[2:]) / 2 / (width, height)
            size = (place[2:] - place[:2]) / (width, height)
            boxes.append([name, *np.round(centre, 4).tolist(), *np.round(size, 4).tolist(), round(float(score), 3), "teacher", 1])
            changes[f"{name}: found by the judge alone, now doubtful"] += 1
    if hard:
        record["weight"] = 1 + 0.5 * min(MOST_HARD, hard)
        changes["hard pictures, shown more often"] += 1


def prepare(options: argparse.Namespace) -> int:
    judge = None
    if options.judge:
        from .detector import Detector

        judge = Detector(options.judge, options.size)
    report = collections.defaultdict(collections.Counter)
    records, hashes = [], {"train": [], "val": []}
    for pack in options.pack:
        with open(pack / "labels.jsonl", encoding="utf-8") as lines:
            for record in list(map(json.loads, lines))[: options.limit]:
                source = report[record.get("source", "unknown")]
                image = cv2.imread(str(pack / record.get("image", "")))
                wrong = fault(record) or ("picture cannot be read" if image is None else "")
                if record.get("source") in options.drop:
                    wrong = "source left out"
                if wrong:
                    source[f"left out: {wrong}"] += 1
                    continue
                record["image"] = str((pack / record["image"]).resolve())
                if judge and record["split"] == "train":
                    clean(record, image, judge(image), source)
                source[record["split"]] += 1
                records.append(record)
                hashes[record["split"]].append(fingerprint(image))
    records = _without_copies(records, hashes, report)
    options.out.mkdir(parents=True, exist_ok=True)
    with open(options.out / "labels.jsonl", "w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record) + "\n" for record in records)
    (options.out / "report.json").write_text(json.dumps(report, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    total = sum(report.values(), collections.Counter())
    for what, count in sorted(total.items()):
        print(f"{count:7} {what}")
    return 0


def _without_copies(records: list, hashes: dict, report: dict) -> list:
    """Drops training pictures that are also in the validation part: they would make it say too much."""
    judged = np.array(hashes["val"], np.uint64)
    of_training = iter(hashes["train"])
    kept = []
    for record in records:
        if record["split"] == "train" and len(judged):
            differing = np.unpackbits((judged ^ np.uint64(next(of_training))).view(np.uint8).reshape(-1, 8), axis=1).sum(1)
            if differing.min() <= NEAR_BITS:
                report[record["source"]]["left out: as good as in the validation part"] += 1
                report[record["source"]]["train"] -= 1
                continue
        kept.append(record)
    return kept
