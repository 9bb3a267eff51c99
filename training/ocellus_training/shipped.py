# SPDX-License-Identifier: Apache-2.0
"""Reads an exported fp32 model back, so that training can go on from what is in models/.

An export has its batch norms folded into the convolutions. Read back, they do nothing but add the bias; before such a
net is trained further, `unfold` gives them the statistics of real pictures without changing what the net says.
"""

import math
from pathlib import Path

import torch
from torch import nn

from .network import SHAPES, Network


def load_shipped(path: Path) -> Network:
    import onnx
    from onnx import numpy_helper

    model = onnx.load(str(path))
    tensors = {each.name: torch.from_numpy(numpy_helper.to_array(each).copy()) for each in model.graph.initializer}
    named = {name.split(".", 1)[1]: tensor for name, tensor in tensors.items() if "." in name}
    for shape in SHAPES:
        network = Network(shape)
        if _fits(network, named):
            # The levels' factors have lost their names; they are the only scalars, in the order of the levels.
            scales = [tensor for name, tensor in sorted(tensors.items()) if "." not in name and tensor.ndim == 0]
            fill(network, named, scales)
            return network.eval()
    raise SystemExit(f"{path} is none of our nets: {', '.join(SHAPES)}")


def _convolutions(network: Network):
    """(path of the convolution, the convolution, its batch norm or None)."""
    modules = dict(network.named_modules())
    for path, module in modules.items():
        if isinstance(module, nn.Conv2d):
            parent, _, last = path.rpartition(".")
            norm = modules.get(f"{parent}.1") if last == "0" else None
            yield path, module, norm if isinstance(norm, nn.BatchNorm2d) else None


def _fits(network: Network, named: dict) -> bool:
    shapes = {f"{path}.weight": module.weight.shape for path, module, _ in _convolutions(network)}
    return all(name in named and named[name].shape == shape for name, shape in shapes.items()) and len(
        [name for name in named if name.endswith(".weight")]
    ) == len(shapes)


@torch.no_grad()
def fill(network: Network, named: dict, scales: list) -> None:
    """Weights and biases of a folded net, by path; the batch norms add the bias and do nothing else."""
    for path, module, norm in _convolutions(network):
        module.weight.copy_(named[f"{path}.weight"])
        bias = named[f"{path}.bias"]
        if norm is None:
            module.bias.copy_(bias)
        else:
            norm.running_mean.zero_()
            norm.running_var.fill_(1.0)
            norm.weight.fill_(math.sqrt(1.0 + norm.eps))
            norm.bias.copy_(bias)
    if len(scales) == len(network.scale):
        network.scale.copy_(torch.stack(scales))


@torch.no_grad()
def unfold(network: Network, pictures: torch.Tensor) -> None:
    """Makes each batch norm normalise as it would have after training, and undo that: the outputs stay the same."""
    handles = []
    for _, module, norm in _convolutions(network):
        if norm is not None:
            handles.append(module.register_forward_hook(lambda _module, _input, output, norm=norm: _settle(norm, output)))
    network.eval()(pictures)
    for handle in handles:
        handle.remove()


def _settle(norm: nn.BatchNorm2d, output: torch.Tensor) -> None:
    spread = (norm.running_var + norm.eps).sqrt()
    gain = norm.weight / spread
    offset = norm.bias - norm.running_mean * gain
    mean = output.float().mean((0, 2, 3))
    variance = output.float().var((0, 2, 3), unbiased=False)
    norm.running_mean.copy_(mean)
    norm.running_var.copy_(variance)
    norm.weight.copy_(gain * (variance + norm.eps).sqrt())
    norm.bias.copy_(offset + mean * gain)
