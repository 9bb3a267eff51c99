# SPDX-License-Identifier: Apache-2.0
"""Asks the built program for figures: what is published is measured by the code that will run."""

import json
import os
import re
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from .pack import read_records
from .scenes import scene_of

_CALIBRATION = re.compile(r"^  (\w+): \{(.*)\}$", re.MULTILINE)


class Program:
    def __init__(self, path: Path, folder: Path, more: Path | None = None):
        """`folder` holds the manifests to be measured first, `more` other models to compare with."""
        self.path, self.folder = path, folder
        self.environment = dict(os.environ, OCELLUS_MODELS=str(more)) if more else None
        if not path.exists():
            raise SystemExit(f"{path} is not there: build the program first (make build)")

    def run(self, *words) -> subprocess.CompletedProcess:
        command = [str(self.path), "models", *map(str, words), "--models", str(self.folder), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, env=self.environment, check=False)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}\n{done.stderr}")
        return done

    def knows(self, model: str) -> bool:
        return any(line["id"] == model and line["here"] for line in _lines(self.run("list").stdout))

    def evaluate(self, model: str, pack: Path, size: str, precision: str) -> tuple:
        """Rows by class and size, and the calibration by class: {class: {threshold: score}}. Sizes "plain", "fine": by aspect."""
        done = self.run("eval", "--model", model, "--dataset", pack, "--input", size, "--precision", precision)
        return _lines(done.stdout), read_calibration(done.stderr)

    def cost(self, model: str, size: str, precision: str) -> float:
        """Milliseconds of one thread for a picture's way through the model, letterbox and suppression included."""
        done = self.run("bench", "--model", model, "--input", size, "--precision", precision, "--runs", 200)
        return _lines(done.stdout)[0]["ms"]


def _lines(text: str) -> list:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def read_calibration(text: str) -> dict:
    calibration = {}
    for name, knots in _CALIBRATION.findall(text):
        pairs = (knot.split(":") for knot in knots.split(","))
        calibration[name] = {int(threshold): float(score) for threshold, score in pairs}
    return calibration


@contextmanager
def only(pack: Path, scene: str):
    """The validation pictures of one kind of view, as a pack of their own."""
    with tempfile.TemporaryDirectory() as folder:
        with open(Path(folder) / "labels.jsonl", "w", encoding="utf-8") as lines:
            for record in read_records(pack, "val"):
                if scene_of(record) == scene:
                    record["image"] = str((pack / record["image"]).resolve())
                    lines.write(json.dumps(record) + "\n")
        yield Path(folder)
