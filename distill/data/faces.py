"""Faces on disk, as they are or degraded.

A picture is decoded when it is asked for: that costs a hundredth of a training step, and keeps no cache to go stale.
"""

from __future__ import annotations

import csv
import sys
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from .degrade import version_of
from .picture import READ, are_readable, decode, read_picture

TRAIN_SETS = ("celeba", "cfp", "utkface", "mtfl")
LANDMARKS = ("right_eye", "left_eye", "nose", "mouth_right", "mouth_left")


@dataclass(frozen=True)
class Face:
    """One face with its landmarks; nothing is read until `load`."""

    folder: Path
    file: str
    points: np.ndarray                                  # [5, 2] source px, template order
    box: np.ndarray | None                              # x, y, w, h in source px; mtfl has none
    identity: str | None                                # "celeba/7399"; utkface and mtfl have none
    view: str | None                                    # "frontal" or "profile", cfp only
    code: bytes | None = field(default=None, repr=False)                # the encoded picture, where it is in no folder (shards.py, pack.py)

    @property
    def key(self) -> str:
        """Names the face in caches and seeds: "celeba/000093.jpg"."""
        return f"{self.folder.name}/{self.file}"

    @property
    def path(self) -> Path:
        return picture_folder(self.folder) / self.file

    def load(self) -> np.ndarray:
        """RGB uint8 [h, w, 3]. PictureError where the file holds no picture, FileNotFoundError where there is none."""
        return read_picture(self.path) if self.code is None else decode(self.code, self.key)

    def load_version(self, version: int, enlarged: float = 1.0) -> np.ndarray:
        """Version 0 is the picture as it is; k > 0 its k-th seeded degradation. Strengths are in pixels, so a picture that is
        degraded `enlarged` times as large, and shrunk again, comes out milder."""
        image = self.load()
        if not version or enlarged == 1:
            return version_of(image, self.key, version)
        large = cv2.resize(image, None, fx=enlarged, fy=enlarged, interpolation=cv2.INTER_LINEAR)
        return cv2.resize(version_of(large, self.key, version), image.shape[1::-1], interpolation=cv2.INTER_AREA)


def picture_folder(folder: Path) -> Path:
    """Where the pictures of a data set lie: in its folder `images`, or in the set's own where there is none; in sub-folders of either."""
    return folder / "images" if (folder / "images").is_dir() else folder


def read_set(folder: Path, split: str | None = None) -> list[Face]:
    """The faces of one folder in the order of its landmarks.csv (`distill.data.detect` makes one where there is none); of one
    split, where the set has splits: who stands in no split is in none."""
    people = {row["file"]: row for row in rows_of(folder / "identities.csv")} if (folder / "identities.csv").exists() else {}
    faces = []
    for row in rows_of(folder / "landmarks.csv"):
        person = people.get(row["file"], {})
        if people and split and person.get("split") != split:
            continue
        faces.append(Face(
            folder=folder,
            file=row["file"],
            points=np.array([[float(row[f"{name}_x"]), float(row[f"{name}_y"])] for name in LANDMARKS]),
            box=np.array([float(row[f"box_{key}"]) for key in "xywh"]) if "box_x" in row else None,
            identity=f"{folder.name}/{person['identity']}" if person else None,
            view=person.get("view"),
        ))
    return faces


def rows_of(table: Path) -> list[dict[str, str]]:
    with open(table, newline="") as f:
        return [*csv.DictReader(f)]


def readable(faces: list[Face], read: Path = READ) -> list[Face]:
    """The faces whose pictures can be read; the others are counted and named on stderr."""
    can = are_readable([face.path for face in faces], read)
    broken = [face.key for face, is_good in zip(faces, can) if not is_good]
    if broken:
        print(f"{len(broken)} of {len(faces)} pictures cannot be read and are left out: {', '.join(broken)}", file=sys.stderr)
    return [face for face, is_good in zip(faces, can) if is_good]


def train_faces(data: Path) -> list[Face]:
    """All 18,307 training faces: split `train` of celeba and cfp, all of utkface and mtfl."""
    return readable([face for name in TRAIN_SETS for face in read_set(data / "train" / name, "train")])


def val_faces(data: Path) -> dict[str, list[Face]]:
    """The persons on whom choices are made."""
    return {name: readable(read_set(data / "train" / name, "val")) for name in ("celeba", "cfp")}


def lfw_faces(data: Path) -> list[Face]:
    """The reference and report set; no training, label or choice may see it."""
    return readable(read_set(data / "eval" / "lfw"))


def half_degraded(faces: list[Face]) -> np.ndarray:
    """Versions int [n]: a seeded half of the faces get 1, the others 0."""
    return np.array([zlib.crc32(f"half/{face.key}".encode()) & 1 for face in faces])


