"""Data sets in one file, small enough to be sent to a machine that has none of them.

    python -m distill.data.pack ../shared/data/train/{celeba,cfp,utkface,mtfl} --out train.zip
    unzip train.zip -d there/data/train && python -m distill.train plumb-m --data there            on that machine

Of each picture it keeps the region that a misaligned crop can need, as WebP of the best quality at which all fits: at the same size it
loses a quarter less than JPEG. The file is a zip of data sets in their usual layout (a picture keeps its name, and is WebP whatever that
ends in). Landmarks, identities and splits are kept, and with the faces' names the seeds of their degradations. A degraded version is
another picture, though: the same defect, but on other pixels. The nets that a label asks are not in it; they go to there/models.
"""

from __future__ import annotations

import argparse
import csv
import io
import math
import os
import sys
from bisect import bisect_left
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import cv2
import numpy as np

from ..command import says_in_a_line
from .faces import LANDMARKS, Face, read_set, readable
from .geometry import P24, SIZE, align, umeyama, warp

REACH = 2.0                                             # side of the region, in sides of the crop it is for
SIDE = 192                                              # longest side that is kept, px
LIMIT = 60_000_000                                      # bytes
QUALITIES = range(95, 20, -3)                           # of WebP, best first
SAMPLE = 20                                             # every twentieth face stands for all where size and loss are estimated


class PackError(ValueError):
    """What was asked for does not fit into the file. The message says what to do."""


def region(face: Face, height: int, width: int) -> tuple[int, int, int, int]:
    """x0, y0, x1, y1: what crops of the face can need of its picture, be they cut by its landmarks or by its box."""
    transform = umeyama(face.points)
    middle = np.linalg.solve(transform[:, :2], (SIZE - 1) / 2 - transform[:, 2])
    squares = [(middle, SIZE / math.hypot(transform[0, 0], transform[1, 0]))]
    if face.box is not None:
        squares.append((face.box[:2] + face.box[2:] / 2 - 0.5, max(face.box[2:])))
    low = np.floor(np.min([centre - REACH / 2 * side for centre, side in squares], axis=0)).astype(int)
    high = np.ceil(np.max([centre + REACH / 2 * side for centre, side in squares], axis=0)).astype(int) + 1
    # A picture whose landmarks lie outside it keeps at least a pixel.
    x0, y0 = np.clip(low, 0, [width - 1, height - 1])
    x1, y1 = np.clip(high, [x0 + 1, y0 + 1], [width, height])
    return int(x0), int(y0), int(x1), int(y1)


def packed(face: Face, side: int, quality: int) -> Face:
    """The face with its region alone, at most `side` px long, as WebP in memory."""
    image = face.load()
    x0, y0, x1, y1 = region(face, *image.shape[:2])
    part = image[y0:y1, x0:x1]
    shrink = min(1.0, side / max(part.shape[:2]))
    kept = cv2.resize(part, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA) if shrink < 1 else part
    factor = np.array(kept.shape[1::-1]) / part.shape[1::-1]
    _, code = cv2.imencode(".webp", kept[..., ::-1], [cv2.IMWRITE_WEBP_QUALITY, quality])
    box = face.box
    if box is not None:                                 # its edges are those of pixels, while points count from pixels' centres
        box = np.concatenate([(box[:2] - [x0, y0]) * factor, box[2:] * factor])
    return replace(face, points=(face.points - [x0, y0] + 0.5) * factor - 0.5, box=box, code=code.tobytes())


def loss(face: Face, small: Face, error: int) -> float:
    """Mean absolute difference of two crops in grey levels, the one from the pack against the one from the original."""
    of = lambda f: warp(f.load(), align(f.points, P24[error])).astype(int)  # noqa: E731
    return float(np.abs(of(face) - of(small)).mean())


def choose_quality(faces: list[Face], side: int, limit: int) -> int:
    """The best quality at which a sample of the faces promises that all fit."""
    sample = faces[::SAMPLE]

    def fits(quality: int) -> bool:
        size = sum(len(packed(face, side, quality).code) + overhead(face) for face in sample)
        return size * len(faces) / len(sample) < 0.98 * limit

    place = bisect_left(QUALITIES, True, key=fits)
    if place == len(QUALITIES):
        raise PackError(f"{len(faces)} faces do not fit into {limit / 1e6:g} MB at any quality. Choose a smaller --side.")
    return QUALITIES[place]


def overhead(face: Face) -> int:
    """Bytes of a zip for a stored file, its two headers and names, and about as much as its line of landmarks takes, deflated."""
    return 76 + 2 * len(f"{face.folder.name}/images/{face.file}".encode()) + 60


def landmarks_table(faces: list[Face]) -> str:
    """landmarks.csv, with the boxes where the faces have one; without scores."""
    has_box, out = faces[0].box is not None, io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["file", *(f"box_{key}" for key in "xywh" if has_box), *(f"{name}_{axis}" for name in LANDMARKS for axis in "xy")])
    for face in faces:
        writer.writerow([face.file, *(f"{v:.3f}" for v in (*(face.box if has_box else ()), *face.points.ravel()))])
    return out.getvalue()


def write_pack(folders: list[Path], out: Path, side: int = SIDE, limit: int = LIMIT) -> str:
    """Writes the pack of some data sets and returns a line that says how large it is and how much its crops lost."""
    sets = {folder: readable(read_set(folder)) for folder in folders}
    best = choose_quality([face for faces in sets.values() for face in faces], side, limit)
    part = out.with_name(f"{out.name}.part")
    for quality in QUALITIES[QUALITIES.index(best):]:
        losses = write_archive(sets, part, side, quality)
        if part.stat().st_size <= limit:                # mostly at once; the sample may have promised too much
            break
    else:
        part.unlink()
        raise PackError(f"The faces do not fit into {limit / 1e6:g} MB. Choose a smaller --side.")
    os.replace(part, out)
    return (
        f"{out}: {sum(map(len, sets.values()))} faces, {out.stat().st_size / 1e6:.1f} MB, WebP quality {quality}, at most {side} px; "
        f"misaligned crops differ from the originals' by {np.mean(losses):.2f} grey levels on average, "
        f"95% of them by less than {np.quantile(losses, 0.95):.2f}"
    )


def write_archive(sets: dict[Path, list[Face]], file: Path, side: int, quality: int) -> list[float]:
    """Writes the zip; returns the losses of a sample."""
    losses = []
    with ZipFile(file, "w") as archive:
        for folder, faces in sets.items():
            kept = []
            for number, face in enumerate(faces):
                small = packed(face, side, quality)
                archive.writestr(f"{folder.name}/images/{face.file}", small.code, ZIP_STORED)
                kept.append(replace(small, code=None))
                if number % SAMPLE == 0:
                    losses.append(loss(face, small, len(losses) % len(P24)))
                if number % 1000 == 999:
                    print(f"{folder.name}: {number + 1} of {len(faces)}", file=sys.stderr)
            archive.writestr(f"{folder.name}/landmarks.csv", landmarks_table(kept), ZIP_DEFLATED)
            if (folder / "identities.csv").exists():
                archive.write(folder / "identities.csv", f"{folder.name}/identities.csv", ZIP_DEFLATED)
    return losses


@says_in_a_line(PackError)
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--side", type=int, default=SIDE, help=f"longest side of a picture, px (default {SIDE})")
    parser.add_argument("--megabytes", type=float, default=LIMIT / 1e6, help=f"size that the file may have (default {LIMIT / 1e6:g})")
    options = parser.parse_args(arguments)
    for folder in options.folders:
        if not (folder / "landmarks.csv").is_file():
            parser.error(f"{folder} has no landmarks.csv. python -m distill.data.detect makes one.")
    if len({folder.name for folder in options.folders}) < len(options.folders):
        parser.error("Two folders have the same name, which is their set's name in the pack.")
    print(write_pack(options.folders, options.out, options.side, round(1e6 * options.megabytes)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
