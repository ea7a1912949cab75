"""Properly aligned crops, for all that looks at some of them at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .faces import Face, half_degraded, train_faces
from .geometry import align, warp


def aligned_crop(face: Face, version: int) -> np.ndarray:
    """RGB uint8 [112, 112, 3], properly aligned."""
    return warp(face.load_version(version), align(face.points))


def crops_of(faces: list[Face], versions: np.ndarray) -> np.ndarray:
    """RGB uint8 [n, 112, 112, 3], properly aligned."""
    return np.stack([aligned_crop(face, version) for face, version in zip(faces, versions)])


def calibration_crops(data: Path) -> np.ndarray:
    """RGB uint8 [611, 112, 112, 3]: every thirtieth training face, half of them degraded."""
    known = train_faces(data)[::30]
    return crops_of(known, half_degraded(known))
