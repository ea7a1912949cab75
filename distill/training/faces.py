"""What the student sees: crops misaligned anew, with the label and the teacher's word on the aligned crop."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np

from ..data.faces import Face
from ..data.geometry import SIZE, Misalignment, align, align_box, inter_eye_distance, warp
from ..labels.labels import LABELS, Crops, labels, targets
from .config import Config


class Batch(NamedTuple):
    """Plain arrays, since workers hand them over a pipe."""

    images: np.ndarray                                  # uint8 [b, 112, 112, 3], RGB: what the student sees
    targets: np.ndarray                                 # float32 [b, d], the teacher's; or for a live teacher uint8 [b, 112, 112, 3], the aligned crops
    labels: np.ndarray                                  # float32 [b], 0-1


Example = tuple[np.ndarray, np.ndarray, np.float32]     # one of each


class Faces(Protocol):
    """What a run learns from. A batch is a function of the step, of the configuration, and of the process `rank` among `ranks`."""

    def __len__(self) -> int: ...

    def steps(self, config: Config) -> int: ...

    def batch(self, config: Config, step: int, rank: int = 0, ranks: int = 1) -> Batch: ...


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

    def batch(self, config: Config, step: int, rank: int = 0, ranks: int = 1) -> Batch:
        """The part of process `rank` of `ranks`: a batch cut into equal parts."""
        share = config.batch // ranks
        first = step * config.batch + rank * share
        return batch_of([self.example(config, position) for position in range(first, first + share)])

    def example(self, config: Config, position: int) -> Example:
        index, rng = self.index(config, position), np.random.default_rng([config.seed, 1, position])
        return example(config, self.faces[index], self.labels[:, index], None if self.targets is None else self.targets[:, index], rng)

    def index(self, config: Config, position: int) -> int:
        """Which face comes at a position of the run: every pass shows each once, in an order of its own."""
        number, place = divmod(position, len(self))
        return int(order(config.seed, number, len(self))[place])


def example(config: Config, face: Face, labels: np.ndarray, targets: np.ndarray | None, rng: np.random.Generator) -> Example:
    """A face in one of its versions. labels [versions]; targets [versions, d], which a live teacher does without."""
    row = 0 if rng.random() < config.clean or len(config.versions) == 1 else int(rng.integers(1, len(config.versions)))
    picture = face.load_version(config.versions[row])
    image = crop(config, face, picture, rng)
    return image, warp(picture, align(face.points)) if config.live_teacher else targets[row], labels[row]


def batch_of(examples: list[Example]) -> Batch:
    images, targets, labels = zip(*examples)
    return Batch(np.stack(images), np.stack(targets), np.array(labels))


@lru_cache(maxsize=2)                                   # a batch may lie across the end of a pass
def order(seed: int, number: int, count: int) -> np.ndarray:
    """The faces' order in the pass of that number."""
    return np.random.default_rng([seed, number]).permutation(count)


def crop(config: Config, face: Face, picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """RGB uint8 [112, 112, 3]; aligned or not, the same numbers are drawn."""
    error, boxed, flipped = draw_misalignment(config, face, rng), rng.random() < config.boxed, rng.random() < config.flipped
    if not config.misaligned:
        transform = align(face.points)
    elif boxed and face.box is not None:
        transform = align_box(face.box, error)
    else:
        transform = align(face.points, error)
    warped = warp(picture, transform)
    return warped[:, ::-1] if flipped else warped


def draw_misalignment(config: Config, face: Face, rng: np.random.Generator) -> Misalignment:
    p, seed, shaken = config.jitter * rng.random(), int(rng.integers(2**32)), rng.random() < config.shaken
    rotation, log_scale, *shift = rng.standard_normal(4) * (config.rotation, config.log_scale, config.shift, config.shift)
    if config.jitter_px:
        p = config.jitter_px / inter_eye_distance(face.points)
    if not shaken:
        return Misalignment(jitter=p, seed=seed)
    return Misalignment(p, seed, float(rotation), math.exp(log_scale), shift[0] / SIZE, shift[1] / SIZE)


def trained_on(faces: Sequence[Face], config: Config) -> list[int]:
    """Which faces the configuration does not leave out."""
    return [i for i, face in enumerate(faces) if not (config.left_out and face.key.startswith(config.left_out))]


def training_faces(config: Config, data: Path) -> TrainingFaces:
    """The training faces; labels are ranks among all of them, those that are left out included. ValueError for an unknown label."""
    if config.label not in LABELS and not config.label.startswith("csv:"):
        raise ValueError(f"There is no label {config.label}, but {', '.join(LABELS)}, and csv:FILE.")
    crops = Crops("train", data, config.versions)
    kept = trained_on(crops.faces, config)
    stored = None if config.live_teacher else targets(crops)[:, kept]
    return TrainingFaces([crops.faces[i] for i in kept], labels(config.label, crops)[:, kept], stored)
