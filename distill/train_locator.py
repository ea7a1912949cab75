"""Trains the locator; run again, it goes on where it stopped.

    python -m distill.train_locator                     half an hour of one core
    python -m distill.train_locator --epochs 4 --name quick

It is taught by what misaligned the crop: the similarity is known exactly. Each crop is looked at twice, the second time as the first look would
have it cut; the loss is that of both, so the net learns to mend large errors and to leave small ones alone. One step is a function of the seed and
the step's number.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from contextlib import closing
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import smooth_l1_loss

from .command import says_in_a_line
from .data.faces import train_faces
from .data.loader import batches
from .locator.checkpoint import locator_file
from .locator.locator_config import LocatorConfig
from .locator.misaligned_faces import POINTS, Batch, MisalignedFaces
from .locator.net import HALF, Locator, compose, cut, halved, in_units, mapped
from .machine import get_ready
from .paths import data_dir, whole
from .training.interruption import Interruption
from .training.progress import Progress


class Run:
    """The locator in training: its weights, the optimiser and the number of steps done."""

    def __init__(self, config: LocatorConfig):
        torch.manual_seed(config.seed)
        self.config, self.step = config, 0
        self.locator = Locator().to(memory_format=torch.channels_last).train()
        self.optimiser = torch.optim.AdamW(self.locator.parameters(), config.learning_rate, weight_decay=config.weight_decay)
        self.points = in_units(torch.from_numpy(POINTS).float())                  # [9, 2]

    def train_step(self, batch: Batch, steps: int) -> dict[str, float]:
        """One step; how far the points are off after each look, median in crop px."""
        for group in self.optimiser.param_groups:
            group["lr"] = self.config.learning_rate * rate(self.config, self.step, steps)
        # The looks' crops differ a little; while normalised by the batch each would count on statistics of its own kind, which later are one.
        self.locator.train(self.step < (1 - self.config.settled_share) * steps)
        image = torch.from_numpy(batch.images).permute(0, 3, 1, 2).float().contiguous(memory_format=torch.channels_last)
        places = in_units(torch.from_numpy(batch.places))
        self.optimiser.zero_grad()
        first = self.locator.look(halved(image))
        cut_by = first.detach()                         # the second look is taught to mend what the first left, not the first to please it
        second = compose(cut_by, self.locator.look(cut(image, cut_by, HALF)))
        found = [mapped(look, self.points) for look in (first, second)]
        loss = sum(smooth_l1_loss(points, places, beta=self.config.beta) for points in found)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.locator.parameters(), self.config.clip)
        self.optimiser.step()
        self.step += 1
        once, twice = (HALF * off(points.detach(), places).median().item() for points in found)
        return {"step": self.step, "loss": loss.item(), "once": once, "twice": twice}

    def save(self, path: Path) -> None:
        with whole(path) as f:
            torch.save({"config": asdict(self.config), "step": self.step, "locator": self.locator.state_dict(), "optimiser": self.optimiser.state_dict()}, f)

    @classmethod
    def load(cls, path: Path) -> Run:
        saved = torch.load(path, map_location="cpu", weights_only=True)
        run = cls(LocatorConfig(**saved["config"]))
        run.step = saved["step"]
        run.locator.load_state_dict(saved["locator"])
        run.optimiser.load_state_dict(saved["optimiser"])
        return run


def off(found: Tensor, places: Tensor) -> Tensor:
    """How far each point [n, p, 2] is from its place -> [n, p]."""
    return (found - places).norm(dim=-1)


def rate(config: LocatorConfig, step: int, steps: int) -> float:
    """Share of the full learning rate: a straight rise, then half a cosine to 0."""
    warmup = max(1, round(config.warmup_share * steps))
    if step < warmup:
        return (step + 1) / warmup
    return 0.5 + 0.5 * math.cos(math.pi * (step - warmup) / max(1, steps - warmup))


def train(config: LocatorConfig, faces: MisalignedFaces, path: Path, stop: int | None = None, minutes: float = 1.0, workers: int = 0) -> Run:
    """Runs to the end (or to step `stop`), with a checkpoint every so many minutes. Ctrl+C ends it after the step at hand, saved."""
    steps = faces.steps(config)
    run = Run.load(path) if path.exists() else Run(config)
    if run.config != config:
        raise ValueError(f"{path} is of another configuration: choose another --name, or delete it.")
    end = min(steps, stop or steps)
    progress, saved = Progress("locator", run.step, end, config.batch_size), time.monotonic()
    coming = batches(partial(faces.batch, config), range(run.step, end), workers)
    with Interruption() as interruption, closing(coming):
        for batch in coming:
            row = run.train_step(batch, steps)
            progress.show(run.step, row["loss"])
            if run.step % 500 == 0:
                print(f"step {run.step}: off by {row['once']:.2f} px after one look, {row['twice']:.2f} after two", file=sys.stderr)
            if interruption.asked:
                break
            if time.monotonic() - saved > 60 * minutes:
                run.save(path)
                saved = time.monotonic()
    run.save(path)
    if run.step < end:
        print(f"\nStopped after step {run.step} of {steps}, saved in {path}. The same command goes on from there.", file=sys.stderr)
        raise SystemExit(130)
    return run


@says_in_a_line(ValueError, FileNotFoundError)
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--name", default="locator", help="of the checkpoint")
    parser.add_argument("--epochs", type=float, default=LocatorConfig.epochs)
    parser.add_argument("--data")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--workers", type=int, default=0, help="processes that prepare batches")
    options = parser.parse_args(arguments)
    get_ready(options.threads)
    config = replace(LocatorConfig(), epochs=options.epochs)
    known = [face for face in train_faces(data_dir(options.data)) if not face.key.startswith(config.left_out)]
    train(config, MisalignedFaces(known), locator_file(options.name), workers=options.workers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
