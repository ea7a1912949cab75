"""Trains the student or its baseline; run again, it goes on where it stopped.

    python -m distill.train plumb-m              each crop misaligned anew
    python -m distill.train plumb-m-baseline     the same run, but each crop properly aligned

One step is a function of the seed and the step's number, so a resumed run is the uninterrupted run, bit for bit.
"""

from __future__ import annotations

import argparse
import csv
import ctypes
import json
import math
import os
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cosine_similarity, smooth_l1_loss

from .data.faces import Face
from .data.geometry import SIZE, Misalignment, align, align_box, warp
from .labels.labels import Crops, labels, targets
from .nets.graph import Slope
from .nets.student import Student, create_student
from .paths import CACHE, RUNS, data_dir


@dataclass(frozen=True)
class Config:
    """Everything that decides a run. Saved whole in the checkpoint, so a checkpoint explains itself."""

    name: str = "plumb-m"
    seed: int = 1
    passes: float = 8.0                                 # over the training faces
    batch: int = 64
    chunk: int = 16                                     # faces at a time through the net: they fit the CPU's cache
    label: str = "utility"                              # of labels/labels.py, or csv:FILE
    initialisation: str = "teacher"                     # or "random"
    # What the student sees
    versions: tuple[int, ...] = (0, 1, 2, 3)            # as it is, and degradations (data/degrade.py)
    clean: float = 0.5                                  # share of the crops that are as they are
    misaligned: bool = True                             # False: the same draws, but the aligned crop
    jitter: float = 0.20                                # p = jitter x U[0, 1]; each coordinate moves U[-p, p] x IED
    shaken: float = 0.5                                 # share that is also turned, scaled and shifted:
    rotation: float = 8.0                               #   sd, degrees
    log_scale: float = 0.12                             #   sd
    shift: float = 5.0                                  #   sd, crop px
    boxed: float = 0.15                                 # share aligned by the face box, where there is one
    # How it learns
    frozen: int = 9                                     # nodes of the net that keep the teacher's weights: all at 56 x 56
    backbone_rate: float = 3e-4
    head_rate: float = 1e-3
    warm_up: int = 100                                  # steps
    cool_down: float = 0.5                              # share of the steps over which the rate falls to 0
    embedding_weight: float = 1.0                       # of the cosine distance to the teacher's
    label_weight: float = 3.0
    beta: float = 0.05                                  # of smooth L1; labels are 0-1
    clip: float = 5.0                                   # gradient norm
    average: float = 0.99                               # weights are averaged while the rate falls


PRESETS = {config.name: config for config in (Config(), Config(name="plumb-m-baseline", misaligned=False))}


@dataclass
class TrainingFaces:
    """The faces with their labels and targets; `batch` is a function of (seed, step)."""

    faces: list[Face]
    labels: np.ndarray                                  # float32 [versions, n], 0-1
    targets: np.ndarray                                 # float32 [versions, n, d], the teacher's, unit length

    def steps(self, config: Config) -> int:
        return round(config.passes * len(self.faces) / config.batch)

    def batch(self, config: Config, step: int) -> tuple[Tensor, Tensor, Tensor]:
        """images [b, 3, 112, 112] RGB 0-255, the teacher's embeddings [b, d] of the aligned crops, labels [b]."""
        images, targets, labels = [], [], []
        for position in range(step * config.batch, (step + 1) * config.batch):
            number, place = divmod(position, len(self.faces))
            index = np.random.default_rng([config.seed, number]).permutation(len(self.faces))[place]
            rng = np.random.default_rng([config.seed, 1, position])
            row = 0 if rng.random() < config.clean or len(config.versions) == 1 else int(rng.integers(1, len(config.versions)))
            images.append(self.crop(config, self.faces[index], config.versions[row], rng))
            targets.append(self.targets[row, index])
            labels.append(self.labels[row, index])
        stacked = torch.from_numpy(np.stack(images)).permute(0, 3, 1, 2).float()
        return stacked, torch.from_numpy(np.stack(targets)), torch.tensor(np.array(labels))

    @staticmethod
    def crop(config: Config, face: Face, version: int, rng: np.random.Generator) -> np.ndarray:
        """RGB uint8 [112, 112, 3]; both presets draw the same numbers and use them differently."""
        error, boxed, flipped = draw_misalignment(config, rng), rng.random() < config.boxed, rng.random() < 0.5
        if not config.misaligned:
            transform = align(face.points)
        elif boxed and face.box is not None:
            transform = align_box(face.box, error)
        else:
            transform = align(face.points, error)
        crop = warp(face.load_version(version), transform)
        return crop[:, ::-1] if flipped else crop


def training_faces(config: Config, data: Path) -> TrainingFaces:
    crops = Crops("train", data, config.versions)
    return TrainingFaces(crops.faces, labels(config.label, crops), targets(crops))


def draw_misalignment(config: Config, rng: np.random.Generator) -> Misalignment:
    p, seed, shaken = config.jitter * rng.random(), int(rng.integers(2**32)), rng.random() < config.shaken
    rotation, log_scale, *shift = rng.standard_normal(4) * (config.rotation, config.log_scale, config.shift, config.shift)
    if not shaken:
        return Misalignment(jitter=p, seed=seed)
    return Misalignment(p, seed, float(rotation), math.exp(log_scale), shift[0] / SIZE, shift[1] / SIZE)


def rate(config: Config, step: int, steps: int) -> float:
    """The share of the full learning rate: up, level, and a half cosine down to 0."""
    up = min(1.0, (step + 1) / config.warm_up)
    down = (step - (1 - config.cool_down) * steps) / (config.cool_down * steps)
    return up * 0.5 * (1 + math.cos(math.pi * min(max(down, 0.0), 1.0)))


class Run:
    """A student in training: its weights, their average, the optimiser and the number of steps done."""

    def __init__(self, config: Config):
        self.config, self.step = config, 0
        self.student = create_student(config.seed)
        if config.initialisation == "random":
            start_anew(self.student)
        self.student.to(memory_format=torch.channels_last)
        for name, layer in self.student.recogniser.layers.items():
            layer.requires_grad_(int(name) >= config.frozen)
        backbone = [p for p in self.student.recogniser.parameters() if p.requires_grad]
        self.optimiser = torch.optim.AdamW([{"params": backbone}, {"params": list(self.student.head.parameters())}])
        self.averaged = {name: value.clone() for name, value in self.student.state_dict().items()}

    def train_step(self, images: Tensor, targets: Tensor, labels: Tensor, steps: int) -> dict[str, float]:
        config, share = self.config, rate(self.config, self.step, steps)
        for group, full in zip(self.optimiser.param_groups, (config.backbone_rate, config.head_rate)):
            group["lr"] = full * share
        cosine = quality = 0.0
        self.optimiser.zero_grad()
        for image, target, label in zip(images.split(config.chunk), targets.split(config.chunk), labels.split(config.chunk)):
            embedding, predicted = self.student(image.contiguous(memory_format=torch.channels_last))   # [c, d], [c]
            weight = len(image) / len(images)
            cosine_loss = weight * (1 - cosine_similarity(embedding, target)).mean()
            quality_loss = weight * smooth_l1_loss(predicted, label, beta=config.beta)
            (config.embedding_weight * cosine_loss + config.label_weight * quality_loss).backward()
            cosine, quality = cosine + cosine_loss.item(), quality + quality_loss.item()
        torch.nn.utils.clip_grad_norm_(self.student.parameters(), config.clip)
        self.optimiser.step()
        self.step += 1
        # Before the rate falls the average is simply the last weights.
        keep = config.average if self.step > (1 - config.cool_down) * steps else 0.0
        for name, value in self.student.state_dict().items():
            self.averaged[name].lerp_(value, 1 - keep)
        return {"step": self.step, "loss": config.embedding_weight * cosine + config.label_weight * quality, "cosine": cosine, "quality": quality, "rate": share}

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        torch.save({
            "config": asdict(self.config), "step": self.step, "student": self.student.state_dict(),
            "averaged": self.averaged, "optimiser": self.optimiser.state_dict(),
        }, part)
        os.replace(part, path)                          # an interrupted save leaves the last one whole

    @classmethod
    def load(cls, path: Path) -> Run:
        saved = torch.load(path)
        run = cls(Config(**saved["config"] | {"versions": tuple(saved["config"]["versions"])}))
        run.step = saved["step"]
        run.student.load_state_dict(saved["student"])
        run.averaged = saved["averaged"]
        run.optimiser.load_state_dict(saved["optimiser"])
        return run


def start_anew(student: Student) -> None:
    """Random weights in place of the teacher's (He et al. 2015), PReLU slopes of a quarter."""
    for layer in student.recogniser.modules():
        if isinstance(layer, torch.nn.Conv2d):
            torch.nn.init.kaiming_normal_(layer.weight, a=0.25, mode="fan_out" if layer.groups == 1 else "fan_in")
            torch.nn.init.zeros_(layer.bias)
        elif isinstance(layer, Slope):
            torch.nn.init.constant_(layer.slope, 0.25)


def checkpoint_file(name: str) -> Path:
    return CACHE / "runs" / f"{name}.pt"


def load_averaged(name: str) -> Student:
    """The finished student of a preset, its averaged weights in place."""
    run = Run.load(checkpoint_file(name))
    run.student.load_state_dict(run.averaged)
    return run.student.eval()


def resume(config: Config, path: Path, faces_count: int) -> Run:
    """The run at `path`, or a new one. `passes` may change until the rate begins to fall: till then it decides nothing."""
    if not path.exists():
        return Run(config)
    run = Run.load(path)
    if replace(run.config, passes=config.passes) != config:
        raise SystemExit(f"{path} belongs to {run.config}; move it away to start anew.")
    level = (1 - config.cool_down) * min(config.passes, run.config.passes) * faces_count / config.batch
    if config.passes != run.config.passes and run.step > level:
        raise SystemExit(f"Step {run.step} already depends on passes = {run.config.passes:g}.")
    run.config = config
    return run


def train(config: Config, faces: TrainingFaces, path: Path, stop: int | None = None, minutes: float = 1.0) -> Run:
    """Runs to the end (or to step `stop`), with a checkpoint every so many minutes and a CSV log beside it."""
    run, steps = resume(config, path, len(faces.faces)), faces.steps(config)
    log = path.with_suffix(".csv")
    rows = []
    if log.exists():
        rows = [row for row in csv.DictReader(open(log, newline="")) if int(row["step"]) <= run.step]
    before = float(rows[-1]["seconds"]) if rows else 0.0
    start = saved = time.monotonic()

    def save() -> None:
        run.save(path)
        if rows:
            with open(log, "w", newline="") as f:
                writer = csv.DictWriter(f, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)

    while run.step < min(steps, stop or steps):
        row = run.train_step(*faces.batch(config, run.step), steps)
        rows.append({key: f"{value:.5g}" if isinstance(value, float) else value for key, value in row.items()}
                    | {"seconds": f"{before + time.monotonic() - start:.1f}"})
        if run.step % 20 == 0:
            print(f"{config.name} {run.step} of {steps}: {rows[-1]}", file=sys.stderr, flush=True)
        if time.monotonic() - saved > 60 * minutes:
            save()
            saved = time.monotonic()
    save()
    return run


def record(run: Run, path: Path, folder: Path = RUNS) -> None:
    """What of a run is committed: its configuration, and every tenth line of its log."""
    (folder / run.config.name).mkdir(parents=True, exist_ok=True)
    (folder / run.config.name / "config.json").write_text(json.dumps(asdict(run.config) | {"steps": run.step}, indent=2) + "\n")
    header, *lines = path.with_suffix(".csv").read_text().splitlines()
    (folder / run.config.name / "log.csv").write_text("\n".join([header, *lines[9::10]]) + "\n")


def keep_memory() -> None:
    """glibc gives big blocks back to the system at every free; faulting them in again costs a third of a step."""
    if sys.platform == "linux":
        libc = ctypes.CDLL("libc.so.6")
        libc.mallopt(-3, 2**31 - 1)                     # M_MMAP_THRESHOLD
        libc.mallopt(-1, 2**31 - 1)                     # M_TRIM_THRESHOLD


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("preset", choices=PRESETS)
    parser.add_argument("--data")
    parser.add_argument("--threads", type=int, default=1, help="1 while both presets train side by side")
    options = parser.parse_args()
    keep_memory()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)                      # the teacher has weights too small for full precision: a quarter of the speed
    config, data = PRESETS[options.preset], data_dir(options.data)
    path = checkpoint_file(config.name)
    record(train(config, training_faces(config, data), path), path)
