# SPDX-License-Identifier: Apache-2.0
"""Writes a checkpoint as ONNX, with the batch norms folded in."""

import argparse
from pathlib import Path

import torch

from .checkpoint import load_network
from .fold import fold_batch_norms
from .network import Exported

OPSET = 11


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="the .onnx file")
    parser.add_argument("--size", default="416x256", help="WxH that the file is made for; OpenVINO reshapes it")


def export(options: argparse.Namespace) -> int:
    width, height = (int(side) for side in options.size.split("x"))
    network = Exported(fold_batch_norms(load_network(options.checkpoint))).eval()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        network,
        torch.zeros(1, 3, height, width),
        str(options.out),
        opset_version=OPSET,
        input_names=["in"],
        output_names=["out"],
        do_constant_folding=True,
    )
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")
    return 0
