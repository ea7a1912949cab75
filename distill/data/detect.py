"""Landmarks for a folder of photos: the largest face of each, by YuNet. Run again, it goes on where it stopped.

    python -m distill.data.detect ~/photos                       writes ~/photos/landmarks.csv
    python -m distill.data.detect ~/photos --people              each sub-folder is a person: identities.csv, too

The pictures are those under FOLDER/images, or under FOLDER where there is no such folder, sub-folders included. A picture in
which no face is found, or that cannot be read, has no line in landmarks.csv; both are counted, the unreadable ones named.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import zlib
from functools import cache, partial
from pathlib import Path

import cv2
import numpy as np

from ..paths import data_dir
from .faces import LANDMARKS, picture_folder
from .loader import batches
from .picture import PictureError, read_picture

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"}
HEADER = ("file", "score", "box_x", "box_y", "box_w", "box_h", *(f"{name}_{axis}" for name in LANDMARKS for axis in "xy"))

# Tried on 1,071 pictures of five sets, and on crops that end at the face box: tight faces want a border, small ones more pixels.
BORDER = 0.25                                           # grey on every side, of the longer side
LONG_SIDE = 640                                         # of the picture with its border, when it is shown to the detector ...
ENLARGED = 2.0                                          # ... and it is enlarged this much at most
CONFIDENCE = 0.6
VAL_SHARE = 0.15                                        # of the persons
NO_FACE, UNREADABLE = "no face", "unreadable"


@cache
def detector(model: Path) -> cv2.FaceDetectorYN:
    """One a process."""
    return cv2.FaceDetectorYN.create(str(model), "", (LONG_SIDE, LONG_SIDE), CONFIDENCE)


def largest_face(image: np.ndarray, model: Path) -> np.ndarray | None:
    """RGB uint8 [h, w, 3] -> [15] as in landmarks.csv: score, box x, y, w, h, five points x, y, all in px of the picture; or none."""
    h, w = image.shape[:2]
    border = round(BORDER * max(h, w))
    scale = min(LONG_SIDE / (max(h, w) + 2 * border), ENLARGED)
    shown = cv2.copyMakeBorder(image, *[border] * 4, cv2.BORDER_CONSTANT, value=(127, 127, 127))
    shown = cv2.resize(shown, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    detector(model).setInputSize(shown.shape[1::-1])
    _, faces = detector(model).detect(cv2.cvtColor(shown, cv2.COLOR_RGB2BGR))
    if faces is None:
        return None
    *numbers, score = max(faces, key=lambda face: face[2] * face[3])
    factor = np.array([(w + 2 * border) / shown.shape[1], (h + 2 * border) / shown.shape[0]])
    pairs = np.array(numbers).reshape(7, 2) * factor    # corner, size, five points
    pairs[0] -= border                                  # edges of pixels are whole here, ...
    pairs[2:] -= border + 0.5 - factor / 2              # ... their centres there
    return np.array([score, *pairs.ravel()])


def line_of(folder: Path, model: Path, files: list[str], step: int) -> list[str]:
    """The line of landmarks.csv for one of the files; where there is none to write, the name and why."""
    file = files[step]
    try:
        face = largest_face(read_picture(folder / file), model)
    except (PictureError, OSError):
        return [file, UNREADABLE]
    if face is None:
        return [file, NO_FACE]
    return [file, f"{face[0]:.4f}", *(f"{v:.1f}" for v in face[1:5]), *(f"{v:.2f}" for v in face[5:])]


def picture_files(folder: Path) -> list[str]:
    """The names of the pictures under a folder, relative to it, in order."""
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES)


def whole_lines(file: Path) -> list[list[str]]:
    """The lines of a table that was being written, its last, torn one left out."""
    if not file.exists():
        return []
    whole, newline, _ = file.read_bytes().rpartition(b"\n")
    return list(csv.reader((whole + newline).decode().splitlines()))


def write_table(file: Path, rows: list[list[str]]) -> None:
    part = file.with_suffix(".new")
    with open(part, "w", newline="") as f:
        csv.writer(f, lineterminator="\n").writerows(rows)
    os.replace(part, file)


def detect(folder: Path, model: Path, workers: int = 0) -> list[list[str]]:
    """Writes landmarks.csv of a folder that has none; returns the line of every picture (see `line_of`)."""
    pictures, part = picture_folder(folder), folder / "landmarks.part"
    files = picture_files(pictures)
    lines = {line[0]: line for line in whole_lines(part)}
    write_table(part, list(lines.values()))
    todo = [file for file in files if file not in lines]
    made = batches(partial(line_of, pictures, model, todo), range(len(todo)), workers, ahead=8)
    with open(part, "a", newline="") as f:
        writer = csv.writer(f, lineterminator="\n")
        for line in made:
            lines[line[0]] = line
            writer.writerow(line)
            if len(lines) % 500 == 0:
                f.flush()
                print(f"{folder.name}: {len(lines)} of {len(files)}", file=sys.stderr)
    all_lines = [lines[file] for file in files]
    write_table(folder / "landmarks.csv", [list(HEADER), *(line for line in all_lines if len(line) == len(HEADER))])
    part.unlink()
    return all_lines


def people(files: list[str]) -> list[list[str]]:
    """Lines of identities.csv: the folder that a picture lies in names its person; a seeded share of the persons is split val."""
    rows = []
    for file in files:
        person, _, _ = file.rpartition("/")
        split = "val" if zlib.crc32(person.encode()) / 2**32 < VAL_SHARE else "train"
        rows.append([file, person, split])
    return rows


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", type=Path, help="yunet_n_640_640.onnx; default: the one in models/ beside the data sets")
    parser.add_argument("--people", action="store_true", help="each sub-folder is a person")
    parser.add_argument("--workers", type=int, default=0, help="processes")
    options = parser.parse_args(arguments)
    folder, table = options.folder, options.folder / "landmarks.csv"
    model = options.model or data_dir().parent / "models/yunet_n_640_640.onnx"
    if not folder.is_dir():
        parser.error(f"{folder} is no folder.")
    if not model.is_file():
        parser.error(f"{model} is missing. Name YuNet's file with --model.")
    if table.exists():
        parser.error(f"{table} is there already. Move it away to have it made anew.")
    if options.people and (folder / "identities.csv").exists():
        parser.error(f"{folder / 'identities.csv'} is there already: without --people it is used as it is.")
    files = picture_files(picture_folder(folder))
    if not files:
        parser.error(f"There are no pictures under {folder}.")
    loose = [file for file in files if "/" not in file]
    if options.people and loose:
        parser.error(f"{len(loose)} pictures lie in no person's folder: {', '.join(loose[:5])} ...")

    lines = detect(folder, model, options.workers)
    found = [line[0] for line in lines if len(line) == len(HEADER)]
    broken = [line[0] for line in lines if line[1] == UNREADABLE]
    if options.people:
        write_table(folder / "identities.csv", [["file", "identity", "split"], *people(found)])
    print(f"{table}: {len(found)} faces in {len(lines)} pictures; no face in {len(lines) - len(found) - len(broken)}", file=sys.stderr)
    if broken:
        print(f"{len(broken)} pictures cannot be read: {', '.join(broken)}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
