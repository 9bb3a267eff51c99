# SPDX-License-Identifier: Apache-2.0
"""The text of a shipped net's `model.yaml` (keys: docs/reference/models.md)."""

import hashlib
from pathlib import Path

SIZES = ("416x256", "640x384")  # that int8 files are made for; the square one runs from the first

_FORM = """# SPDX-License-Identifier: Apache-2.0
id: ocellus-{net}
title: Ocellus {net}, people with heads and faces, vehicles and bicycles
licence: Apache-2.0
origin: trained by this project; see README.md beside this file
{accuracy}{cost}head: ocellus
overlap: 0.6
classes: {{0: human, 1: head, 2: vehicle, 3: bicycle, 4: face}}
input:
  sizes: [416x256, 352x256, 416x416, 256x352, 256x416]
  fine: [640x384, 576x448, 512x512, 448x576, 384x640]
  more: [320x192]
  step: 32
  colour: bgr
  scale: [255, 255, 255]
  fit: letterbox
  pad: 114
variants:
  - {{precision: fp32, size: 416x256, model: {net}_416x256.onnx}}
{variants}files:
{files}{calibration}"""


def file_names(net: str) -> list:
    """What a shipped net consists of."""
    int8 = [f"{net}_int8_{size}{end}" for size in SIZES for end in (".xml", ".bin")]
    return [f"{net}_416x256.onnx", *int8]


def manifest_text(net: str, folder: Path, calibration: dict, accuracy: str = "", cost: str = "") -> str:
    variants = "".join(
        f"  - {{precision: int8, size: {size}, model: {net}_int8_{size}.xml, weights: {net}_int8_{size}.bin}}\n" for size in SIZES
    )
    files = ""
    for name in file_names(net):
        content = (folder / name).read_bytes()
        files += f"  - name: {name}\n    bytes: {len(content)}\n    sha256: {hashlib.sha256(content).hexdigest()}\n"
    return _FORM.format(
        net=net,
        variants=variants,
        files=files,
        calibration=_calibration_text(calibration),
        accuracy=f"accuracy: >-\n  {accuracy}\n" if accuracy else "",
        cost=f"cost: >-\n  {cost}\n" if cost else "",
    )


def _calibration_text(calibration: dict) -> str:
    if not calibration:
        return ""
    text = (
        "# The manuals' thresholds and scores: 25 (heads 30) is the middle of the scores whose F1 on those pictures is the\n"
        "# best or within a point of it; 1 and 99, what all but the weakest and only the best hundredth of the right\n"
        "# findings reach.\ncalibration:\n"
    )
    for name, knots in calibration.items():
        scores = list(knots.values())
        if list(knots) != sorted(knots) or scores != sorted(scores):
            raise SystemExit(f"the calibration of '{name}' does not rise: {knots}")
        text += f"  {name}: {{" + ", ".join(f"{threshold}: {score:.3f}" for threshold, score in knots.items()) + "}\n"
    return text
