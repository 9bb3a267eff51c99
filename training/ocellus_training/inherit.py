# SPDX-License-Identifier: Apache-2.0
"""Begins a narrow net with the weights of a wider one of the same build.

Of every group of channels that the net adds together or hands on, those stay that carry most: how large they come out
of their batch norms, times how much the layers that read them make of them (a data-free form of magnitude pruning; Li
et al., 2017). What was lost is made up for in training, which then starts far from chance.
"""

import torch
from torch import nn

from .network import Network

_LEVELS = ("s2", "s3", "s4", "s5")


def _layers(network: Network) -> list:
    """(path of the convolution, path of its batch norm or None, group read, group written)."""
    layers = [("stem.0", "stem.1", None, "stem")]
    read = "stem"
    for level in _LEVELS:
        layers.append((f"{level}.0.0", f"{level}.0.1", read, level))
        for block in range(1, len(getattr(network, level))):
            inner = f"{level}.{block}"
            layers.append((f"{inner}.a.0", f"{inner}.a.1", level, inner))
            layers.append((f"{inner}.b.0", f"{inner}.b.1", inner, level))
        read = level
    for lateral, level in (("l3", "s3"), ("l4", "s4"), ("l5", "s5")):
        layers.append((f"{lateral}.0", f"{lateral}.1", level, "neck"))
    for mixer in ("t4", "t3", "d4", "d5"):
        layers.append((f"{mixer}.0", f"{mixer}.1", "neck", "neck"))
    layers.append(("h.0", "h.1", "neck", "h"))
    layers.append(("hc.0", "hc.1", "h", "hc"))
    return layers + [("cls", None, "hc", None), ("reg", None, "h", None)]


@torch.no_grad()
def _importance(network: Network) -> dict:
    """Group -> what each of its channels carries."""
    written, used = {}, {}
    for convolution, norm, read, write in _layers(network):
        weight = network.get_submodule(convolution).weight
        if read:
            used[read] = used.get(read, 0) + weight.square().sum((0, 2, 3))
        if norm:
            scale = network.get_submodule(norm)
            written[write] = written.get(write, 0) + scale.weight.square() + scale.bias.square()
    return {group: (written[group] * used[group]).sqrt() for group in written}


@torch.no_grad()
def inherit(narrow: Network, wide: Network) -> dict:
    """Copies into `narrow` what fits of `wide`; blocks that only the wide net has are left out. Returns the channels kept
    of each group."""
    importance = _importance(wide)
    kept = {}

    def channels(group: str | None, count: int) -> torch.Tensor | slice:
        if group is None:
            return slice(None)
        if group not in kept:
            if count > len(importance[group]):
                raise ValueError(f"'{narrow.name}' is wider than '{wide.name}' at {group}: nothing to inherit")
            kept[group] = importance[group].topk(count).indices.sort().values
        return kept[group]

    for path, norm, read, write in _layers(narrow):
        into, source = narrow.get_submodule(path), wide.get_submodule(path)
        outputs = channels(write, into.out_channels)
        inputs = channels(read, into.in_channels)
        into.weight.copy_(source.weight[outputs][:, inputs])
        if into.bias is not None:
            into.bias.copy_(source.bias)
        if norm:
            _copy_norm(narrow.get_submodule(norm), wide.get_submodule(norm), outputs)
    narrow.scale.copy_(wide.scale)
    return kept


def _copy_norm(into: nn.BatchNorm2d, source: nn.BatchNorm2d, channels) -> None:
    for name in ("weight", "bias", "running_mean", "running_var"):
        getattr(into, name).copy_(getattr(source, name)[channels])
