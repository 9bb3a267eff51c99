# SPDX-License-Identifier: Apache-2.0
"""Trains a net on a pack: `python -m ocellus_training train --pack PACK --net n --out RUN --minutes 120`."""

import argparse
import json
import math
import random
import time
from datetime import datetime
from pathlib import Path

import numpy as np
import torch

from . import checkpoint
from .average import MovingAverage
from .dataset import SIZES, Samples, SizeSampler, start_worker
from .fold import fold_batch_norms
from .loss import detection_loss, distillation_loss
from .network import SHAPES, Network, grid_points
from .pack import load
from .refit import inherit_and_refit
from .shipped import unfold

WARM_UP_STEPS = 200
CALM_FROM = 0.85  # of the time; from here fewer mosaics, so that the net ends on whole pictures
SAVE_SECONDS = 240
LONGEST_STEP = 10  # seconds; more means that the process was stopped, and that time does not count


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pack", type=Path, required=True)
    parser.add_argument("--net", choices=sorted(SHAPES), default="n")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run; training goes on there if it holds one")
    parser.add_argument("--minutes", type=float, default=60, help="of the whole run, over all its parts")
    parser.add_argument("--steps", type=int, default=0, help="instead of minutes: the whole run's steps")
    parser.add_argument(
        "--until",
        type=datetime.fromisoformat,
        help="instead of minutes: the time at which the run ends whatever it got to do, as 2026-05-01T06:00+00:00",
    )
    parser.add_argument("--stop-after-minutes", type=float, default=math.inf, help="end this part early; go on later")
    parser.add_argument("--init", type=Path, help="checkpoint or fp32 .onnx to begin with: of this net or of a wider one")
    parser.add_argument("--refit", type=int, default=96, help="pictures on which layers inherited from a wider net are solved for")
    parser.add_argument("--teacher", type=Path, help="checkpoint or fp32 .onnx of a better net to learn from as well")
    parser.add_argument("--distil", type=float, default=1.0, help="weight of the teacher's word")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=2.5e-3, help="learning rate at its peak")
    parser.add_argument("--decay", type=float, default=0.02)
    parser.add_argument("--threads", type=int, default=0, help="0: all cores")
    parser.add_argument("--workers", type=int, default=1, help="processes that prepare pictures")
    parser.add_argument("--limit", type=int, help="use only so many pictures")
    parser.add_argument("--seed", type=int, default=1)


class Run:
    """One training run: network, optimiser, average and how far it has come."""

    def __init__(self, options: argparse.Namespace):
        self.options = options
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.network = Network(options.net).to(self.device, memory_format=torch.channels_last)
        self.step, self.seen, self.seconds = 0, 0, 0.0
        self.began = time.time()
        weights = [p for p in self.network.parameters() if p.ndim > 1]
        others = [p for p in self.network.parameters() if p.ndim <= 1]
        groups = [{"params": weights, "weight_decay": options.decay}, {"params": others, "weight_decay": 0}]
        self.optimiser = torch.optim.AdamW(groups, lr=options.rate, betas=(0.9, 0.99))
        self.average = MovingAverage(self.network)
        self.path = options.out / "last.pt"

    def begin_with(self, path: Path, samples: Samples) -> None:
        """Takes the weights of a checkpoint or an exported model, of the same net or of a wider one."""
        other = checkpoint.load_network(path)
        if path.suffix == ".onnx":
            unfold(other, pictures_of(samples, self.options.batch))
        if other.name == self.network.name:
            self.network.load_state_dict(other.state_dict())
        else:
            pictures = pictures_of(samples, self.options.refit)
            heir = Network(self.network.name)
            inherit_and_refit(heir, other, pictures)
            self.network.load_state_dict(heir.state_dict())
        self.average = MovingAverage(self.network)

    def resume(self) -> None:
        state = torch.load(self.path, map_location=self.device)
        self.network.load_state_dict(state["model"])
        self.average.network.load_state_dict(state["ema"])
        self.average.steps = state["step"]
        self.optimiser.load_state_dict(state["opt"])
        self.step, self.seen, self.seconds = state["step"], state["seen"], state["seconds"]
        self.began = state.get("began", self.began)

    def save(self) -> None:
        state = {
            "cfg": self.network.name,
            "model": self.network.state_dict(),
            "ema": self.average.network.state_dict(),
            "opt": self.optimiser.state_dict(),
            "step": self.step,
            "seen": self.seen,
            "seconds": self.seconds,
            "began": self.began,
        }
        checkpoint.save(self.path, state)

    def done(self) -> float:
        """The part of the run that is behind us, 0 to 1."""
        if self.options.steps:
            return self.step / self.options.steps
        if self.options.until:
            end = self.options.until.timestamp()
            return 1.0 if time.time() >= end else (time.time() - self.began) / (end - self.began)
        return self.seconds / (60 * self.options.minutes)

    def learning_rate(self) -> float:
        warm = min(1.0, (self.step + 1) / WARM_UP_STEPS)
        cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, self.done())))
        return self.options.rate * warm * (0.995 * cosine + 0.005)


def train(options: argparse.Namespace) -> int:
    torch.set_num_threads(options.threads or torch.get_num_threads())
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    np.random.seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    with (options.out / "log.jsonl").open("a", encoding="utf-8") as log:

        def say(message) -> None:
            text = message if isinstance(message, str) else json.dumps(message)
            print(text, file=log, flush=True)
            print(text, flush=True)

        _train(options, say)
    return 0


def _train(options: argparse.Namespace, say) -> None:
    run = Run(options)
    teacher = _load_teacher(options.teacher, run.device) if options.teacher else None
    samples = Samples(load(options.pack, "train", options.limit, say))
    if run.path.exists():
        run.resume()
    elif options.init:
        run.begin_with(options.init, samples)
    say(f"net {options.net}, step {run.step}, on {run.device}")
    batches = iter(
        torch.utils.data.DataLoader(
            samples,
            batch_sampler=SizeSampler(options.batch, options.seed + run.step),
            num_workers=options.workers,
            worker_init_fn=start_worker,
            prefetch_factor=4 if options.workers else 2,
            generator=torch.Generator().manual_seed(options.seed + run.step),
        )
    )
    points = {size: grid_points(size[1], size[0]) for size in set(SIZES)}
    sums, began, saved = np.zeros(3), time.monotonic(), time.monotonic()
    last, logged, logged_step = began, began, run.step
    while run.done() < 1 and time.monotonic() - began < 60 * options.stop_after_minutes:
        for group in run.optimiser.param_groups:
            group["lr"] = run.learning_rate()
        samples.mosaic.value = 0.3 if run.done() > CALM_FROM else 0.75
        losses = _step(run, teacher, next(batches), points)
        now = time.monotonic()
        run.seconds += min(now - last, LONGEST_STEP)
        last = now
        sums += losses
        if run.step % 100 == 0:
            steps = run.step - logged_step  # fewer than 100 where a run was gone on with
            cls, box, distil = (sums / steps).round(4)
            rate = steps * options.batch / max(1e-9, now - logged)
            logged, logged_step = now, run.step
            say({"step": run.step, "seen": run.seen, "class": cls, "box": box, "distil": distil, "pictures_per_second": round(rate, 1)})
            sums[:] = 0
        if now - saved > SAVE_SECONDS:
            saved = now
            run.save()
    run.save()
    facts = {"net": options.net, "pictures": len(samples.items), "steps": run.step, "seen": run.seen, "minutes": run.seconds / 60}
    (options.out / "run.json").write_text(json.dumps(facts) + "\n", encoding="utf-8")
    say(f"stopped at step {run.step}, {run.seen} pictures seen, {run.seconds / 60:.1f} minutes; {100 * min(1, run.done()):.0f} % of the run")


def pictures_of(samples: Samples, count: int) -> torch.Tensor:
    """As the network takes them, [count, 3, h, w]."""
    pictures = torch.stack([samples[(0, SIZES[0])][0] for _ in range(count)])
    return pictures.permute(0, 3, 1, 2).float() / 255


def _load_teacher(path: Path, device: torch.device) -> torch.nn.Module:
    """A teacher only infers: with its batch norms folded and in bf16 throughout it costs a third of a student's step."""
    teacher = fold_batch_norms(checkpoint.load_network(path)).to(device, torch.bfloat16, memory_format=torch.channels_last)
    return teacher.requires_grad_(False)


def _step(run: Run, teacher, batch, points) -> np.ndarray:
    pictures, objects, doubtful = batch
    grid = points[(pictures.shape[2], pictures.shape[1])]
    x = pictures.to(run.device).permute(0, 3, 1, 2).float().div_(255.0).contiguous(memory_format=torch.channels_last)
    with torch.autocast(run.device.type, dtype=torch.bfloat16):
        outputs = run.network(x)
    with torch.no_grad():
        said = teacher(x.bfloat16()) if teacher else None
    # The assignment is a sorting problem of few numbers: it stays on the processor.
    outputs = [(box.cpu(), score.cpu()) for box, score in outputs]
    cls, box = detection_loss(outputs, grid, objects, doubtful)
    loss = cls + 2 * box
    distil = torch.zeros(())
    if said is not None:
        distil = distillation_loss(outputs, [(box.cpu(), score.cpu()) for box, score in said], grid)
        loss = loss + run.options.distil * distil
    run.optimiser.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(run.network.parameters(), 10.0)
    run.optimiser.step()
    run.average.update(run.network)
    run.step += 1
    run.seen += len(pictures)
    return np.array([float(cls), float(box), float(distil)])
