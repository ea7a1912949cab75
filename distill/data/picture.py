"""Pictures from files, and which files hold one, asked early: a broken file must not stop an hour of labels or training."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np

from ..paths import CACHE

READ = CACHE / "readable.txt"                           # a line for each version of a file that could be read


class PictureError(ValueError):
    """A file holds no picture, or only part of one. The message names it."""


def decode(code: bytes, name: str | Path) -> np.ndarray:
    """An encoded picture as RGB uint8 [h, w, 3], upright; `name` is for the PictureError where it is none, or cut short."""
    # Of a JPEG that was cut short, imread would make up the rest; imdecode refuses it.
    image = cv2.imdecode(np.frombuffer(code, np.uint8), cv2.IMREAD_COLOR_RGB) if code else None
    if image is None:
        raise PictureError(f"{name} cannot be read as a picture. Replace it, or take it out of the data set.")
    return image


def read_picture(file: Path) -> np.ndarray:
    """RGB uint8 [h, w, 3], upright. PictureError where the file holds none; FileNotFoundError where there is no file."""
    return decode(file.read_bytes(), file)


def are_readable(files: Sequence[Path], read: Path = READ) -> list[bool]:
    """For each file whether `read_picture` can read it. Each is tried once, and again when its size or date has changed."""
    known = set(read.read_text().splitlines()) if read.exists() else set()
    versions = [version_of_file(file) for file in files]
    new = {version: file for version, file in zip(versions, files) if version and version not in known}
    with ThreadPoolExecutor() as pool:                  # decoding leaves Python's lock to others
        good = [version for version, can in zip(new, pool.map(can_be_read, new.values())) if can]
    if good:
        read.parent.mkdir(parents=True, exist_ok=True)
        with open(read, "a") as f:
            f.writelines(f"{version}\n" for version in good)
    known.update(good)
    return [version in known for version in versions]


def version_of_file(file: Path) -> str | None:
    """Names the file and its state; None where there is no file."""
    try:
        state = file.stat()
    except OSError:
        return None
    return f"{state.st_size} {state.st_mtime_ns} {file.absolute()}"


def can_be_read(file: Path) -> bool:
    try:
        read_picture(file)
    except (PictureError, OSError):
        return False
    return True
