# SPDX-License-Identifier: Apache-2.0
"""Writes a trained net into models/: files, manifest with calibration, and the card's figures, measured by the program."""

import argparse
import json
import shutil
from pathlib import Path

from .card import write_card
from .manifest import SIZES, file_names, manifest_text
from .program import Program, only

# The manifest's plain shapes by the picture's aspect, as the program runs with many cameras.
MAIN = "plain int8"
FORMS = ("plain int8", "plain fp32", "fine int8", "fine fp32", "416x256 int8", "320x192 int8", "640x384 int8", "416x416 int8")
SHAPE_OF = dict(zip(("plain", "fine"), SIZES, strict=True))  # of a 16:9 picture
RIVAL, RIVAL_SIZE = "yolox-nano", "416x416"
SCENES = ("photograph", "CCTV crowd")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--run", type=Path, required=True, dest="folder", help="folder with the exported and quantised files")
    parser.add_argument("--net", choices=("n", "s"), required=True)
    parser.add_argument("--pack", type=Path, required=True, help="whose validation part the figures are of")
    parser.add_argument("--models", type=Path, default=Path("../models"), help="where ocellus-NET/ is written")
    parser.add_argument("--rivals", type=Path, help="folder with the files of other models, to be measured in the same run")
    parser.add_argument("--program", type=Path, default=Path("../build/ocellus"))


def ship(options: argparse.Namespace) -> int:
    name = f"ocellus-{options.net}"
    target = options.models / name
    target.mkdir(parents=True, exist_ok=True)
    for file in file_names(options.net):
        if (options.folder / file).resolve() != (target / file).resolve():
            shutil.copyfile(options.folder / file, target / file)
    program = Program(options.program, options.models, options.rivals)

    def write_manifest(**texts) -> None:
        (target / "model.yaml").write_text(manifest_text(options.net, target, **texts), encoding="utf-8")

    write_manifest(calibration={})
    _, calibration = program.evaluate(name, options.pack, *MAIN.split())
    write_manifest(calibration=calibration)
    figures = measure(program, name, options.pack)
    write_manifest(calibration=calibration, accuracy=accuracy_line(figures), cost=cost_line(figures))
    log = options.folder / "shipped.json"
    log.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    write_card(target / "README.md", options.net, figures, options.folder)
    print(f"{target}: {accuracy_line(figures)}; {cost_line(figures) or 'cost not compared'}")
    return 0


def measure(program: Program, name: str, pack: Path) -> dict:
    """Everything that the card tells, from one run on one machine."""
    rival = program.knows(RIVAL)
    figures = {"forms": {}, "scenes": {}, "cost": {}}
    for form in FORMS:
        size, precision = form.split()
        figures["forms"][form] = program.evaluate(name, pack, size, precision)[0]
        figures["cost"][form] = program.cost(name, SHAPE_OF.get(size, size), precision)
    if rival:
        figures["cost"][RIVAL] = program.cost(RIVAL, RIVAL_SIZE, "fp32")
        figures["forms"][RIVAL] = program.evaluate(RIVAL, pack, RIVAL_SIZE, "fp32")[0]
    for scene in SCENES:
        with only(pack, scene) as part:
            if (part / "labels.jsonl").stat().st_size == 0:
                continue
            rows = {form: program.evaluate(name, part, *form.split())[0] for form in FORMS}
            if rival:
                rows[RIVAL] = program.evaluate(RIVAL, part, RIVAL_SIZE, "fp32")[0]
            figures["scenes"][scene] = rows
    return figures


def accuracy_line(figures: dict) -> str:
    rows = figures["forms"][MAIN]
    classes = ", ".join(f"{row['class']} {100 * row['ap50']:.1f}" for row in rows if row["size"] == "all")
    return f"AP50 in per cent on the validation pictures of the training pack, int8, plain shapes: {classes}; far less on unlike pictures"


def cost_line(figures: dict) -> str:
    rival = figures["cost"].get(RIVAL)
    if not rival:
        return ""
    own = figures["cost"][MAIN]
    return f"int8 {SIZES[0]} takes {own / rival:.2f} of the time of {RIVAL} fp32 {RIVAL_SIZE}, on one thread of the same machine"
