# SPDX-License-Identifier: Apache-2.0
"""The detectors' network: plain 3x3 convolutions and ReLU, because those are what int8 instructions like best.

A backbone of strides 2 to 32, a narrow neck that passes down and up once, and one head that the three levels
share. Everything in the exported graph is Conv, Relu, Add, Resize (nearest), Sigmoid, Mul, Concat.
"""

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

from .classes import NAMES, SLOTS, STRIDES


@dataclass(frozen=True)
class Shape:
    """Channels at strides 2, 4, 8, 16, 32; residual blocks and their inner channels from stride 4; neck width."""

    channels: tuple
    blocks: tuple
    inner: tuple
    neck: int


SHAPES = {
    "n": Shape((16, 24, 48, 96, 128), (0, 1, 1, 1), (0, 32, 64, 64), 48),
    "s": Shape((16, 32, 64, 96, 128), (1, 1, 2, 1), (16, 48, 64, 96), 64),
}


def convolution(inputs: int, outputs: int, kernel: int = 3, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
        nn.BatchNorm2d(outputs, momentum=0.03),
        nn.ReLU(inplace=True),
    )


class Residual(nn.Module):
    def __init__(self, channels: int, inner: int):
        super().__init__()
        self.a = convolution(channels, inner)
        self.b = nn.Sequential(
            nn.Conv2d(inner, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels, momentum=0.03)
        )
        self.r = nn.ReLU(inplace=True)

    def forward(self, x):
        return self.r(x + self.b(self.a(x)))


class Network(nn.Module):
    """forward() gives, for each stride, distances [B, 4*SLOTS, h, w] in strides and class logits [B, C, h, w]."""

    def __init__(self, name: str):
        super().__init__()
        shape = SHAPES[name]
        self.name = name
        c, w = shape.channels, shape.neck

        def stage(level: int) -> nn.Sequential:
            blocks = [Residual(c[level], shape.inner[level - 1]) for _ in range(shape.blocks[level - 1])]
            return nn.Sequential(convolution(c[level - 1], c[level], 3, 2), *blocks)

        self.stem = convolution(3, c[0], 3, 2)
        self.s2, self.s3, self.s4, self.s5 = stage(1), stage(2), stage(3), stage(4)
        self.l3, self.l4, self.l5 = convolution(c[2], w, 1), convolution(c[3], w, 1), convolution(c[4], w, 1)
        self.t4, self.t3 = convolution(w, w), convolution(w, w)
        self.d4, self.d5 = convolution(w, w, 3, 2), convolution(w, w, 3, 2)
        self.h, self.hc = convolution(w, w), convolution(w, w)
        self.cls = nn.Conv2d(w, len(NAMES), 1)
        self.reg = nn.Conv2d(w, 4 * SLOTS, 1)
        self.scale = nn.Parameter(torch.ones(len(STRIDES)))
        self._initialise()

    def _initialise(self) -> None:
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
            if isinstance(module, Residual):
                nn.init.zeros_(module.b[1].weight)
        nn.init.normal_(self.cls.weight, 0, 0.01)
        nn.init.constant_(self.cls.bias, -4.6)  # a prior of one in a hundred
        nn.init.normal_(self.reg.weight, 0, 0.01)
        nn.init.constant_(self.reg.bias, 2.0)

    def features(self, x):
        x = self.s2(self.stem(x))
        p3 = self.s3(x)
        p4 = self.s4(p3)
        p5 = self.l5(self.s5(p4))
        p4 = self.t4(self.l4(p4) + functional.interpolate(p5, scale_factor=2.0, mode="nearest"))
        p3 = self.t3(self.l3(p3) + functional.interpolate(p4, scale_factor=2.0, mode="nearest"))
        p4 = p4 + self.d4(p3)
        p5 = p5 + self.d5(p4)
        return p3, p4, p5

    def forward(self, x):
        outputs = []
        for level, feature in enumerate(self.features(x)):
            feature = self.h(feature)
            outputs.append((functional.relu(self.reg(feature) * self.scale[level]), self.cls(self.hc(feature))))
        return outputs


class Exported(nn.Module):
    """One output [B, OUTPUT_CHANNELS, N], N over strides 8, 16, 32, row by row; the reader adds the grid."""

    def __init__(self, network: Network):
        super().__init__()
        self.network = network

    def forward(self, x):
        levels = [torch.cat([box, torch.sigmoid(score)], 1).flatten(2) for box, score in self.network(x)]
        return torch.cat(levels, 2)


def grid_points(height: int, width: int) -> torch.Tensor:
    """[N, 3]: x and y in pixels of the input, and the stride, in the order of the output."""
    levels = []
    for stride in STRIDES:
        rows, columns = height // stride, width // stride
        y, x = torch.meshgrid(torch.arange(rows), torch.arange(columns), indexing="ij")
        size = torch.full((rows * columns,), stride)
        levels.append(torch.stack([(x.reshape(-1) + 0.5) * stride, (y.reshape(-1) + 0.5) * stride, size], 1).float())
    return torch.cat(levels)


def flatten_outputs(outputs):
    """Distances [B, N, SLOTS, 4] in strides and logits [B, N, C] of all levels, in fp32."""
    boxes = torch.cat([box.flatten(2) for box, _ in outputs], 2).transpose(1, 2).float()
    logits = torch.cat([score.flatten(2) for _, score in outputs], 2).transpose(1, 2).float()
    return boxes.unflatten(2, (SLOTS, 4)), logits


def to_corners(distances: torch.Tensor, points: torch.Tensor) -> torch.Tensor:
    """Distances [B, N, SLOTS, 4] in strides to corners x0, y0, x1, y1 in pixels."""
    d = distances * points[:, None, 2:]
    x, y = points[:, 0:1], points[:, 1:2]
    return torch.stack([x - d[..., 0], y - d[..., 1], x + d[..., 2], y + d[..., 3]], -1)
