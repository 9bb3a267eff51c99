# SPDX-License-Identifier: Apache-2.0
"""A slowly moving average of the weights: what is shipped, because it is steadier than any single step."""

import copy
import math

import torch


class MovingAverage:
    def __init__(self, network: torch.nn.Module, steps: int = 0, decay: float = 0.9995):
        self.network = copy.deepcopy(network).eval()
        self.steps = steps
        self.decay = decay

    @torch.no_grad()
    def update(self, network: torch.nn.Module) -> None:
        self.steps += 1
        decay = self.decay * (1 - math.exp(-self.steps / 400))  # the first steps are soon forgotten
        for mean, value in zip(self.network.state_dict().values(), network.state_dict().values()):
            if mean.dtype.is_floating_point:
                mean.mul_(decay).add_(value.float(), alpha=1 - decay)
            else:
                mean.copy_(value)
