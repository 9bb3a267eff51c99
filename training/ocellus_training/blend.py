# SPDX-License-Identifier: Apache-2.0
"""A net between two checkpoints, where one was trained on from the other: what either learnt, less of what it learnt by heart.

Their weights are averaged (Wortsman et al., Robust fine-tuning of zero-shot models, 2022). It costs no time at inference.
"""

import argparse
from pathlib import Path

import torch

from . import checkpoint


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--first", type=Path, required=True, help="checkpoint that training began with")
    parser.add_argument("--second", type=Path, required=True, help="checkpoint that it came to")
    parser.add_argument("--share", type=float, default=0.7, help="of the second")
    parser.add_argument("--out", type=Path, required=True, help="the new checkpoint")


def blend(options: argparse.Namespace) -> int:
    first, second = checkpoint.load_network(options.first), checkpoint.load_network(options.second)
    if first.name != second.name:
        raise SystemExit(f"{options.first} is of net {first.name}, {options.second} of {second.name}: blend takes two of one net")
    others = first.state_dict()
    mixed = {
        key: torch.lerp(others[key], value, options.share) if value.is_floating_point() else value
        for key, value in second.state_dict().items()
    }
    options.out.parent.mkdir(parents=True, exist_ok=True)
    checkpoint.save(options.out, {"cfg": second.name, "ema": mixed})
    print(f"{options.out}: {1 - options.share:.2f} of {options.first}, {options.share:.2f} of {options.second}")
    return 0
