# SPDX-License-Identifier: Apache-2.0
"""Checkpoints: everything that training needs to go on, written so that a kill in between loses nothing."""

import os
from pathlib import Path

import torch

from .network import Network


def save(path: Path, state: dict) -> None:
    part = path.with_suffix(".part")
    torch.save(state, part)
    os.replace(part, path)


def load_network(path: Path) -> Network:
    """The averaged weights of a checkpoint, or the weights of an exported .onnx file, ready to infer."""
    if path.suffix == ".onnx":
        from .shipped import load_shipped

        return load_shipped(path)
    state = torch.load(path, map_location="cpu")
    network = Network(state["cfg"])
    network.load_state_dict(state["ema"])
    return network.eval()
