"""What the locator sees: training faces cut in every way that it has to mend, and where the proper crop's points lie in them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ..data.faces import Face, train_faces
from ..data.geometry import SIZE, TEMPLATE, Misalignment, align, align_box, compose, inverted, warp
from ..training.faces import MIRROR, order
from .locator_config import LocatorConfig

# The template's five and the corners of the face: where errors count.
POINTS = np.concatenate([TEMPLATE, [[28.0, 30.0], [84.0, 30.0], [84.0, 100.0], [28.0, 100.0]]])

SWAPPED = [1, 0, 2, 4, 3]                               # the five points in a mirror


class Batch(NamedTuple):
    """Plain arrays, since workers hand them over a pipe."""

    images: np.ndarray                                  # uint8 [b, 112, 112, 3], RGB
    places: np.ndarray                                  # float32 [b, 9, 2], crop px: where POINTS of the proper crop lie in the image


@dataclass(frozen=True)
class MisalignedFaces:
    """`batch` is a function of (seed, step)."""

    faces: Sequence[Face]

    def __len__(self) -> int:
        return len(self.faces)

    def steps(self, config: LocatorConfig) -> int:
        return round(config.epochs * len(self) / config.batch_size)

    def batch(self, config: LocatorConfig, step: int) -> Batch:
        drawn = [self.drawn(config, position) for position in range(step * config.batch_size, (step + 1) * config.batch_size)]
        return Batch(np.stack([image for image, _ in drawn]), np.stack([places for _, places in drawn]).astype(np.float32))

    def drawn(self, config: LocatorConfig, position: int) -> tuple[np.ndarray, np.ndarray]:
        """The crop, uint8 [112, 112, 3], and where POINTS lie in it [9, 2]."""
        number, place = divmod(position, len(self))
        face, rng = self.faces[int(order(config.seed, number, len(self))[place])], np.random.default_rng([config.seed, 3, position])
        version = 0 if rng.random() < config.clean else int(rng.integers(1, 2**16))      # a degradation that nobody has seen yet
        transform = draw_transform(config, face, rng)
        image, found = warp(face.load_version(version), transform), proper_to_crop(face, transform)
        if rng.random() < config.flipped:
            image, found = image[:, ::-1], compose(compose(MIRROR, found), proper_to_mirrored(face))
        return image, POINTS @ found[:, :2].T + found[:, 2]


def proper_to_crop(face: Face, transform: np.ndarray) -> np.ndarray:
    """Where a point of the face's proper crop lies in the crop that `transform` [2, 3] cuts from the picture -> [2, 3], crop px."""
    return compose(transform, inverted(align(face.points)))


def proper_to_mirrored(face: Face) -> np.ndarray:
    """The proper crop of the face's mirror image -> the face's own proper crop [2, 3]. More than a mirror: the template is not symmetric, its
    middle lies half a pixel right of the crop's."""
    transform = align(face.points)
    mirrored = (face.points @ transform[:, :2].T + transform[:, 2])[SWAPPED] * (-1, 1) + (SIZE - 1, 0)
    return compose(MIRROR, inverted(align(mirrored)))


def draw_transform(config: LocatorConfig, face: Face, rng: np.random.Generator) -> np.ndarray:
    """Source -> crop [2, 3], misaligned in one of the ways that `config` has shares for; the same numbers are drawn for all."""
    kind, p, seed = rng.random(), config.jitter * rng.random(), int(rng.integers(2**32))
    normal, uniform = rng.standard_normal(4), rng.uniform(-1, 1, 4)
    if kind < config.boxed and face.box is not None:
        return align_box(shifted_box(config, face.box, normal))
    if kind < config.boxed + config.wide:
        rotation, log_scale, *shift = uniform * (config.wide_rotation, config.wide_log_scale, config.wide_shift, config.wide_shift)
    elif kind < config.boxed + config.wide + config.moderate:
        rotation, log_scale, *shift = normal * (config.rotation, config.log_scale, config.shift, config.shift)
    else:
        return align(face.points, Misalignment(jitter=p, seed=seed))
    return align(face.points, Misalignment(p, seed, float(rotation), math.exp(log_scale), shift[0] / SIZE, shift[1] / SIZE))


def shifted_box(config: LocatorConfig, box: np.ndarray, normal: np.ndarray) -> np.ndarray:
    """The box as another detector may have it: of another size, and moved."""
    x, y, w, h = box
    side = max(w, h) * math.exp(config.box_log_scale * normal[0])
    middle = np.array([x + w / 2, y + h / 2]) + config.box_shift * max(w, h) * normal[1:3]
    return np.array([*(middle - side / 2), side, side])


def calibration_misaligned(data: Path) -> np.ndarray:
    """RGB uint8 [512, 112, 112, 3]: training faces as the locator sees them."""
    return MisalignedFaces(train_faces(data)[::30]).batch(LocatorConfig(batch_size=512), 0).images
