# SPDX-License-Identifier: Apache-2.0
"""A few steps of training, stopped and gone on with; an export that says what the checkpoint says."""

import tempfile
import unittest
from pathlib import Path

from needs import make_pack, need

need("torch", "cv2", "numpy", "onnx")

import argparse  # noqa: E402
import json  # noqa: E402

import torch  # noqa: E402
from ocellus_training import blend, checkpoint, export, train  # noqa: E402
from ocellus_training.fold import fold_batch_norms  # noqa: E402
from ocellus_training.inherit import inherit  # noqa: E402
from ocellus_training.network import Exported, Network  # noqa: E402
from ocellus_training.refit import inherit_and_refit  # noqa: E402
from ocellus_training.shipped import unfold  # noqa: E402


def command(module, *words) -> int:
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    return getattr(module, module.__name__.rpartition(".")[2])(parser.parse_args(list(map(str, words))))


def lively(name: str) -> Network:
    """A net whose batch norms have something to say, as after training."""
    torch.manual_seed(3)
    network = Network(name)
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(module.weight, 0.5, 1.5)
            torch.nn.init.uniform_(module.bias, -0.3, 0.3)
            torch.nn.init.uniform_(module.running_mean, -0.1, 0.1)
            torch.nn.init.uniform_(module.running_var, 0.5, 1.5)
    return network.eval()


def difference(one, other, pictures) -> float:
    with torch.no_grad():
        return (Exported(one)(pictures) - Exported(other)(pictures)).abs().max().item()


class Smoke(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = Path(self.folder.name)

    def train(self, out: str, steps: int, *more) -> dict:
        words = ["--pack", self.path / "pack", "--net", "n", "--out", self.path / out, "--steps", steps]
        self.assertEqual(command(train, *words, "--batch", 2, "--workers", 0, "--threads", 1, *more), 0)
        return torch.load(self.path / out / "last.pt")

    def test_blends_two_checkpoints(self):
        one, other = lively("n"), lively("n")
        for parameter in other.parameters():
            torch.nn.init.constant_(parameter, 0.01)
        for name, network in (("one", one), ("other", other)):
            checkpoint.save(self.path / f"{name}.pt", {"cfg": "n", "ema": network.state_dict()})
        words = ["--first", self.path / "one.pt", "--second", self.path / "other.pt", "--out", self.path / "mixed.pt"]
        for share, like in ((0, one), (1, other)):
            self.assertEqual(command(blend, *words, "--share", share), 0)
            self.assertEqual(difference(checkpoint.load_network(self.path / "mixed.pt"), like, torch.rand(1, 3, 64, 96)), 0)
        self.assertEqual(command(blend, *words, "--share", 0.25), 0)
        weight = checkpoint.load_network(self.path / "mixed.pt").reg.weight
        self.assertTrue(torch.allclose(weight, 0.75 * one.reg.weight + 0.0025, atol=1e-6))

    def test_trains_goes_on_and_exports(self):
        make_pack(self.path / "pack", 6)
        first = self.train("run", 2)
        self.assertEqual((first["step"], first["seen"]), (2, 4))
        second = self.train("run", 3)
        self.assertEqual(second["step"], 3, "it goes on from step 2 and does not begin again")
        self.assertTrue(any((first["model"][k] != second["model"][k]).any() for k in first["model"]))
        told = json.loads((self.path / "run/run.json").read_text())
        self.assertEqual((told["net"], told["steps"], told["seen"]), ("n", 3, 6))

        onnx = self.path / "n.onnx"
        self.assertEqual(command(export, "--checkpoint", self.path / "run/last.pt", "--out", onnx, "--size", "96x64"), 0)
        back = checkpoint.load_network(onnx)
        self.assertEqual(back.name, "n")
        pictures = torch.rand(1, 3, 64, 96)
        self.assertLess(difference(back, checkpoint.load_network(self.path / "run/last.pt"), pictures), 1e-4)

        heir = self.train("heir", 1, "--init", onnx, "--teacher", onnx)
        self.assertEqual(heir["step"], 1)

    def test_begins_from_a_wider_net(self):
        make_pack(self.path / "pack", 4)
        parent = lively("s")
        checkpoint.save(self.path / "s.pt", {"cfg": "s", "ema": parent.state_dict()})
        heir = self.train("heir", 1, "--init", self.path / "s.pt", "--refit", 2)
        self.assertEqual((heir["cfg"], heir["step"]), ("n", 1))

    def test_an_end_by_the_clock_ends_the_run(self):
        make_pack(self.path / "pack", 2)
        words = ["--pack", self.path / "pack", "--out", self.path / "late", "--workers", 0, "--until", "2020-01-01T00:00+00:00"]
        self.assertEqual(command(train, *words), 0)
        self.assertEqual(torch.load(self.path / "late/last.pt")["step"], 0)

    def test_folding_and_unfolding_change_nothing(self):
        pictures = torch.rand(2, 3, 64, 96)
        folded = fold_batch_norms(lively("s"))
        self.assertLess(difference(folded, lively("s"), pictures), 1e-4)
        unfolded = lively("n")
        unfold(unfolded, pictures)
        self.assertLess(difference(unfolded, lively("n"), pictures), 1e-4)
        mean = unfolded.stem[1].running_mean
        self.assertFalse(torch.allclose(mean, lively("n").stem[1].running_mean), "the statistics are the pictures' own")

    def test_a_net_inherits_from_one_as_wide_or_wider(self):
        heir, parent = Network("s").eval(), lively("s")
        inherit(heir, parent)
        self.assertEqual(difference(heir, parent, torch.rand(1, 3, 64, 96)), 0)
        narrow = Network("n").eval()
        inherit(narrow, parent)
        self.assertTrue(torch.equal(narrow.stem[0].weight, parent.stem[0].weight), "as many channels: all of them")
        kept = {tuple(row.flatten().tolist()) for row in parent.s5[0][0].weight[:, :, 1, 1]}
        self.assertIn(tuple(narrow.s5[0][0].weight[5, :, 1, 1].tolist()), kept)
        with self.assertRaisesRegex(ValueError, "nothing to inherit"):
            inherit(Network("s"), lively("n"))

    def test_solving_for_the_layers_brings_the_heir_nearer_to_its_parent(self):
        torch.manual_seed(4)
        pictures, others = torch.rand(8, 3, 64, 96), torch.rand(4, 3, 64, 96)
        parent, plain, solved = lively("s"), Network("n").eval(), Network("n").eval()
        inherit(plain, parent)
        inherit_and_refit(solved, parent, pictures)
        self.assertLess(difference(solved, parent, pictures), difference(plain, parent, pictures))
        self.assertLess(difference(solved, parent, others), difference(plain, parent, others))


if __name__ == "__main__":
    unittest.main()
