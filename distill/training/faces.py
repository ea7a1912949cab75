"""What the student sees: crops misaligned anew, with the label and the teacher's word on the aligned crop."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ..data.faces import Face
from ..data.geometry import SIZE, Misalignment, align, align_box, inter_eye_distance, warp
from ..labels.labels import Crops, labels, targets
from .config import Config


class Batch(NamedTuple):
    """Plain arrays, since workers hand them over a pipe."""

    images: np.ndarray                                  # uint8 [b, 112, 112, 3], RGB: what the student sees
    targets: np.ndarray                                 # float32 [b, d], the teacher's; or for a live teacher uint8 [b, 112, 112, 3], the aligned crops
    labels: np.ndarray                                  # float32 [b], 0-1


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
        images, targets, labels = [], [], []
        share = config.batch // ranks
        first = step * config.batch + rank * share
        for position in range(first, first + share):
            index = self.index(config, position)
            rng = np.random.default_rng([config.seed, 1, position])
            row = 0 if rng.random() < config.clean or len(config.versions) == 1 else int(rng.integers(1, len(config.versions)))
            face = self.faces[index]
            picture = face.load_version(config.versions[row])
            images.append(crop(config, face, picture, rng))
            targets.append(warp(picture, align(face.points)) if config.live_teacher else self.targets[row, index])
            labels.append(self.labels[row, index])
        return Batch(np.stack(images), np.stack(targets), np.array(labels))

    def index(self, config: Config, position: int) -> int:
        """Which face comes at a position of the run: every pass shows each once, in an order of its own."""
        number, place = divmod(position, len(self))
        return int(order(config.seed, number, len(self))[place])


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


def training_faces(config: Config, data: Path) -> TrainingFaces:
    crops = Crops("train", data, config.versions)
    return TrainingFaces(crops.faces, labels(config.label, crops), None if config.live_teacher else targets(crops))
