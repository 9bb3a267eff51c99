# SPDX-License-Identifier: Apache-2.0
"""Makes a narrow net say what its wide parent says, layer by layer, without a step of training.

After `inherit` every layer misses what the dropped channels and blocks brought. Each layer in turn is solved for the
weights that, from what the narrow net has come to so far, best give what the parent has there (least squares with a
pull towards the inherited weights; after He et al., Channel Pruning for Accelerating Very Deep Neural Networks, 2017).
"""

import copy

import torch
from torch import nn
from torch.nn import functional

from .fold import fold_batch_norms
from .inherit import inherit
from .network import Network
from .shipped import fill, unfold

PULL = 1e-3  # towards the inherited weights, of the mean square of the layer's inputs
PLACES = 400  # of each picture and layer that are looked at
BACKGROUND = 0.1  # how likely a place without objects is looked at, beside one with
BATCH = 8


@torch.no_grad()
def inherit_and_refit(narrow: Network, wide: Network, pictures: torch.Tensor) -> None:
    """pictures [B, 3, h, w], 0 to 1: as in training, the more the better. Both nets on the processor."""
    kept = inherit(narrow, wide)
    if narrow.name == wide.name or len(pictures) == 0:
        return
    folded = fold_batch_norms(copy.deepcopy(narrow).eval())
    _Refit(folded, fold_batch_norms(copy.deepcopy(wide).eval()), kept, pictures).run()
    named = {path: tensor for path, tensor in folded.state_dict().items() if path != "scale"}
    fill(narrow, named, [])
    unfold(narrow, pictures[: 2 * BATCH])


class _Refit:
    def __init__(self, narrow: Network, wide: Network, kept: dict, pictures: torch.Tensor):
        self.narrow, self.wide, self.kept = narrow, wide, kept
        self.batches = list(pictures.split(BATCH))
        self.random = torch.Generator().manual_seed(1)
        self.interest = [_interest(wide, batch) for batch in self.batches]

    def solve(self, convolution: nn.Conv2d, inputs: list, targets: list) -> list:
        """Sets the weights; returns what the layer now makes of the inputs."""
        kernel = convolution.weight.flatten(1).shape[1]
        moment = torch.zeros(kernel + 1, kernel + 1, dtype=torch.float64)
        product = torch.zeros(kernel + 1, convolution.out_channels, dtype=torch.float64)
        for number, (x, y) in enumerate(zip(inputs, targets)):
            columns = functional.unfold(x, convolution.kernel_size, padding=convolution.padding, stride=convolution.stride)
            places = self.places(number % len(self.batches), y.shape[2:])
            wanted = y.flatten(2)
            for picture, chosen in enumerate(places):
                a = functional.pad(columns[picture][:, chosen].T, (0, 1), value=1.0)
                moment += a.T @ a
                product += a.T @ wanted[picture][:, chosen].T
        pull = PULL * moment.diagonal().mean() * torch.eye(kernel + 1, dtype=torch.float64)
        before = torch.cat([convolution.weight.flatten(1), convolution.bias[:, None]], 1).T.double()
        solved = torch.linalg.solve(moment + pull, product + pull @ before).T.float()
        convolution.weight.copy_(solved[:, :-1].reshape(convolution.weight.shape))
        convolution.bias.copy_(solved[:, -1])
        return [convolution(x) for x in inputs]

    def places(self, number: int, size) -> torch.Tensor:
        """For each picture of a batch, the places of a map of that size to look at: where objects are, and elsewhere."""
        interest = functional.adaptive_max_pool2d(self.interest[number], tuple(size)).flatten(1)
        count = min(PLACES, interest.shape[1])
        return torch.multinomial(interest + BACKGROUND, count, generator=self.random)

    def keep(self, group: str, maps: list) -> list:
        chosen = self.kept[group]
        return [each[:, chosen] for each in maps]

    def run(self) -> None:
        narrow, wide, relu = self.narrow, self.wide, functional.relu
        theirs = [relu(wide.stem[0](x)) for x in self.batches]
        ours = [relu(y) for y in self.solve(narrow.stem[0], self.batches, self.keep("stem", [wide.stem[0](x) for x in self.batches]))]
        levels = {}
        for level in ("s2", "s3", "s4", "s5"):
            theirs, ours = self.stage(level, theirs, ours)
            levels[level] = (theirs, ours)
        p5 = self.layer("l5", levels["s5"])
        p4 = self.layer("t4", self.merge(self.layer("l4", levels["s4"]), p5))
        p3 = self.layer("t3", self.merge(self.layer("l3", levels["s3"]), p4))
        p4 = tuple([a + b for a, b in zip(*pair)] for pair in zip(p4, self.layer("d4", p3)))
        p5 = tuple([a + b for a, b in zip(*pair)] for pair in zip(p5, self.layer("d5", p4)))
        features = tuple(a + b + c for a, b, c in zip(p3, p4, p5))
        h = self.layer("h", features, "h")
        hc = self.layer("hc", h, "hc")
        self.solve(narrow.cls, hc[1], [wide.cls(x) for x in hc[0]])
        self.solve(narrow.reg, h[1], [wide.reg(x) for x in h[0]])

    def layer(self, name: str, pair: tuple, group: str = "neck") -> tuple:
        theirs = [getattr(self.wide, name)[0](x) for x in pair[0]]
        ours = self.solve(getattr(self.narrow, name)[0], pair[1], self.keep(group, theirs))
        return [functional.relu(x) for x in theirs], [functional.relu(x) for x in ours]

    @staticmethod
    def merge(fine: tuple, coarse: tuple) -> tuple:
        return tuple([a + functional.interpolate(b, scale_factor=2.0, mode="nearest") for a, b in zip(*pair)] for pair in zip(fine, coarse))

    def stage(self, level: str, theirs: list, ours: list) -> tuple:
        """Blocks that only the parent has are taken over by the last layer that the narrow net has."""
        relu = functional.relu
        parent, heir = getattr(self.wide, level), getattr(self.narrow, level)
        sums, insides = [[parent[0][0](x) for x in theirs]], [None]
        for block in list(parent)[1:]:
            before = [relu(x) for x in sums[-1]]
            insides.append([block.a[0](x) for x in before])
            sums.append([x + block.b[0](relu(a)) for x, a in zip(before, insides[-1])])
        last = len(heir) - 1
        ours = self.solve(heir[0][0], ours, self.keep(level, sums[0] if last else sums[-1]))
        for number in range(1, last + 1):
            block = heir[number]
            before = [relu(x) for x in ours]
            inside = [relu(x) for x in self.solve(block.a[0], before, self.keep(f"{level}.{number}", insides[number]))]
            wanted = self.keep(level, sums[-1] if number == last else sums[number])
            gained = self.solve(block.b[0], inside, [w - b for w, b in zip(wanted, before)])
            ours = [b + g for b, g in zip(before, gained)]
        return [relu(x) for x in sums[-1]], [relu(x) for x in ours]


def _interest(wide: Network, batch: torch.Tensor) -> torch.Tensor:
    """[B, h, w] at the finest stride: how sure the parent is that something has its centre there."""
    maps = [score.sigmoid().amax(1, keepdim=True) for _, score in wide(batch)]
    size = maps[0].shape[2:]
    return torch.stack([functional.interpolate(each, size=size, mode="nearest") for each in maps]).amax(0)[:, 0]
