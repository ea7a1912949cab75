"""What the student sees: crops misaligned anew, with the label and the teacher's word on the aligned crop."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np

from ..data.degrade import degradation_seed
from ..data.faces import Face
from ..data.geometry import SIZE, Misalignment, align, align_box, compose, inter_eye_distance, warp
from ..data.tensor_degrade import Defect
from ..data.tensor_degrade import draw as defects
from ..labels.labels import LABELS, Crops, labels, targets
from .config import TEACHERS, Config

MIRROR = np.array([[-1.0, 0, SIZE - 1], [0, 1, 0]])     # crop -> crop


class Batch(NamedTuple):
    """Plain arrays, since workers hand them over a pipe; crops that the device has cut are tensors there."""

    images: np.ndarray                                  # uint8 [b, 112, 112, 3], RGB: what the student sees
    targets: np.ndarray                                 # float32 [b, d], the teacher's; or for a live teacher uint8 [b, 112, 112, 3], the aligned crops
    labels: np.ndarray                                  # float32 [b], 0-1


class Uncut(NamedTuple):
    """A batch of which the device is to cut the crops (device_crops.py)."""

    pictures: list[np.ndarray]                          # uint8 [h, w, 3], RGB, each of its own size; a chain has been through
    defects: list[list[Defect]]                         # of each what else it is to be spoilt by
    transforms: np.ndarray                              # float64 [b, 2, 3], source -> crop: what the student sees
    targets: np.ndarray                                 # as of Batch; or for a live teacher float64 [b, 2, 3], the aligned crops' transforms
    labels: np.ndarray
    seed: int                                           # of noise


class Drawn(NamedTuple):
    """All that chance decides of a face, and what is known of it; its picture is not yet read."""

    face: Face
    version: int
    transform: np.ndarray                               # [2, 3], source -> crop
    flipped: bool
    target: np.ndarray | None                           # None with a live teacher
    label: np.float32


class Faces(Protocol):
    """What a run learns from. A batch is a function of the step, of the configuration, and of the process `rank` among `ranks`."""

    def __len__(self) -> int: ...

    def steps(self, config: Config) -> int: ...

    def batch(self, config: Config, step: int, rank: int = 0, ranks: int = 1) -> Batch | Uncut: ...


@dataclass
class TrainingFaces:
    """The faces with their labels and targets; `batch` is a function of (seed, step), and of the process among several."""

    faces: Sequence[Face]
    labels: np.ndarray                                  # float32 [versions, n], 0-1
    targets: np.ndarray | None                          # float32 [versions, n, d], the teacher's, unit length; None with a live teacher

    def __len__(self) -> int:
        return len(self.faces)

    def steps(self, config: Config) -> int:
        return round(config.passes * len(self) / config.batch)

    def batch(self, config: Config, step: int, rank: int = 0, ranks: int = 1) -> Batch | Uncut:
        """The part of process `rank` of `ranks`: a batch cut into equal parts."""
        share = config.batch // ranks
        first = step * config.batch + rank * share
        return batch_of(config, [self.drawn(config, position) for position in range(first, first + share)], step, rank)

    def drawn(self, config: Config, position: int) -> Drawn:
        index, rng = self.index(config, position), np.random.default_rng([config.seed, 1, position])
        return draw(config, self.faces[index], self.labels[:, index], None if self.targets is None else self.targets[:, index], rng)

    def index(self, config: Config, position: int) -> int:
        """Which face comes at a position of the run: every pass shows each once, in an order of its own."""
        number, place = divmod(position, len(self))
        return int(order(config.seed, number, len(self))[place])


def draw(config: Config, face: Face, labels: np.ndarray, targets: np.ndarray | None, rng: np.random.Generator) -> Drawn:
    """A face in one of its versions. labels [versions]; targets [versions, d], which a live teacher does without."""
    row = 0 if rng.random() < config.clean or len(config.versions) == 1 else int(rng.integers(1, len(config.versions)))
    transform, flipped = draw_crop(config, face, rng)
    return Drawn(face, config.versions[row], transform, flipped, None if config.live_teacher else targets[row], labels[row])


def batch_of(config: Config, drawn: list[Drawn], step: int, rank: int) -> Batch | Uncut:
    """Of what was drawn for a step of a process the crops; or where the device cuts them, what it needs for that."""
    if config.crops == "device":
        return uncut(config, drawn, step, rank)
    images, targets = zip(*(crops(config, one) for one in drawn))
    return Batch(np.stack(images), np.stack(targets), np.array([one.label for one in drawn]))


def crops(config: Config, drawn: Drawn) -> tuple[np.ndarray, np.ndarray]:
    """What the student sees, RGB uint8 [112, 112, 3], and its target: for a live teacher the aligned crop."""
    picture = drawn.face.load_version(drawn.version)
    warped = warp(picture, drawn.transform)
    return warped[:, ::-1] if drawn.flipped else warped, warp(picture, align(drawn.face.points)) if config.live_teacher else drawn.target


def uncut(config: Config, drawn: list[Drawn], step: int, rank: int) -> Uncut:
    """Odd versions have a tensor form (data/tensor_degrade.py), so they are left to the device; even ones, chains, have none."""
    spoilt_there = [one.version % 2 == 1 for one in drawn]
    return Uncut(
        [one.face.load() if there else one.face.load_version(one.version) for one, there in zip(drawn, spoilt_there)],
        [defects(degradation_seed(one.face.key, one.version)) if there else [] for one, there in zip(drawn, spoilt_there)],
        np.stack([compose(MIRROR, one.transform) if one.flipped else one.transform for one in drawn]),
        np.stack([align(one.face.points) if config.live_teacher else one.target for one in drawn]),
        np.array([one.label for one in drawn]),
        int(np.random.default_rng([config.seed, 2, step, rank]).integers(2**63)),
    )


@lru_cache(maxsize=2)                                   # a batch may lie across the end of a pass
def order(seed: int, number: int, count: int) -> np.ndarray:
    """The faces' order in the pass of that number."""
    return np.random.default_rng([seed, number]).permutation(count)


def draw_crop(config: Config, face: Face, rng: np.random.Generator) -> tuple[np.ndarray, bool]:
    """Source -> crop [2, 3], and whether the crop is mirrored; aligned or not, the same numbers are drawn."""
    error, boxed, flipped = draw_misalignment(config, face, rng), rng.random() < config.boxed, rng.random() < config.flipped
    if not config.misaligned:
        return align(face.points), flipped
    if boxed and face.box is not None:
        return align_box(face.box, error), flipped
    return align(face.points, error), flipped


def draw_misalignment(config: Config, face: Face, rng: np.random.Generator) -> Misalignment:
    if config.wide and rng.random() < config.wide:
        return wide_misalignment(config, rng)
    p, seed, shaken = config.jitter * rng.random(), int(rng.integers(2**32)), rng.random() < config.shaken
    rotation, log_scale, *shift = rng.standard_normal(4) * (config.rotation, config.log_scale, config.shift, config.shift)
    if config.jitter_px:
        p = config.jitter_px / inter_eye_distance(face.points)
    if not shaken:
        return Misalignment(jitter=p, seed=seed)
    return Misalignment(p, seed, float(rotation), math.exp(log_scale), shift[0] / SIZE, shift[1] / SIZE)


def wide_misalignment(config: Config, rng: np.random.Generator) -> Misalignment:
    rotation, log_scale, *shift = rng.uniform(-1, 1, 4) * (config.wide_rotation, config.wide_log_scale, config.wide_shift, config.wide_shift)
    return Misalignment(rotation=float(rotation), scale=math.exp(log_scale), shift_x=shift[0] / SIZE, shift_y=shift[1] / SIZE)


def trained_on(faces: Sequence[Face], config: Config) -> list[int]:
    """Which faces the configuration does not leave out."""
    return [i for i, face in enumerate(faces) if not (config.left_out and face.key.startswith(config.left_out))]


def training_faces(config: Config, data: Path) -> TrainingFaces:
    """The training faces; labels are ranks among all of them, those that are left out included. ValueError for an unknown label."""
    if config.label not in LABELS and config.label != TEACHERS and not config.label.startswith("csv:"):
        raise ValueError(f"There is no label {config.label}, but {', '.join(LABELS)}, {TEACHERS}, and csv:FILE.")
    crops = Crops("train", data, config.versions)
    kept = trained_on(crops.faces, config)
    if config.label == TEACHERS:                        # says it while it looks: there is nothing to ask beforehand
        return TrainingFaces([crops.faces[i] for i in kept], np.zeros((len(config.versions), len(kept)), np.float32), None)
    stored = None if config.live_teacher else targets(crops)[:, kept]
    return TrainingFaces([crops.faces[i] for i in kept], labels(config.label, crops)[:, kept], stored)
