"""Base FIQAs' scores of the crops of an evaluation, for `npm run evaluate -- --scores NAME=FILE.csv`.

    npm run evaluate -- --data ../shared/data/train/celeba --sets celeba-val-d --crops crops
    python -m distill.labels.score_crops crops --bases ser-fiq grafiqs --out scores
    npm run evaluate -- --data ../shared/data/train/celeba --sets celeba-val-d --scores SER-FIQ=scores/ser-fiq.csv --out figures.json

Writes scores/BASE.csv with the columns set, condition, file, score; a set that is not whole, and a crop that could not be had, are
left out. Sets and conditions that stand in the CSV already are not scored again, so a run that was stopped goes on.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from pathlib import Path

import numpy as np

from ..command import says_in_a_line
from ..machine import get_ready
from ..paths import data_dir
from .bases import BASES, Base
from .signals import SHARD

COLUMNS = ("set", "condition", "file", "score")


def score_crops(folder: Path, base: Base, nets: dict, out: Path, say=lambda text: None) -> int:
    """Appends to the CSV what it lacks; returns the number of new rows. FileNotFoundError where no set of the folder is whole."""
    sets = sorted(path.parent for path in folder.glob("*/files.txt"))
    if not sets:
        raise FileNotFoundError(f"{folder} has no crops: write them with npm run evaluate -- --data DIR --crops {folder}")
    done = scored(out)
    fresh = not out.exists()
    new = 0
    with open(out, "a", newline="") as f:
        writer = csv.writer(f)
        if fresh:
            writer.writerow(COLUMNS)
        for place in sets:
            files = place.joinpath("files.txt").read_text().splitlines()
            for array in sorted(place.glob("*.npy")):
                if (place.name, array.stem) in done:
                    continue
                say(f"{place.name}, {array.stem}: {len(files)} crops")
                rows = [(place.name, array.stem, file, f"{score:.9g}") for file, score in scores_of(array, files, base, nets)]
                writer.writerows(rows)                  # all of a condition at once: what stands in the file is whole
                f.flush()
                new += len(rows)
    return new


def scores_of(array: Path, files: list[str], base: Base, nets: dict) -> list[tuple[str, float]]:
    """File and score of each crop of one condition that could be had."""
    crops = np.load(array, mmap_mode="r")               # [n, 112, 112, 3]
    missing = array.with_suffix(".missing.txt")
    lacking = set(missing.read_text().splitlines()) if missing.exists() else set()
    parts = []
    for first in range(0, len(crops), SHARD):
        shard = np.ascontiguousarray(crops[first : first + SHARD])
        parts.append(base.ask(nets, shard))
    return [(file, float(score)) for file, score in zip(files, np.concatenate(parts)) if file not in lacking]


def scored(out: Path) -> set[tuple[str, str]]:
    """The sets and conditions that stand in the CSV."""
    if not out.exists():
        return set()
    with open(out, newline="") as f:
        return {(row["set"], row["condition"]) for row in csv.DictReader(f)}


@says_in_a_line(FileNotFoundError)
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("crops", type=Path, help="what --crops wrote")
    parser.add_argument("--bases", nargs="+", choices=BASES, required=True)
    parser.add_argument("--out", type=Path, required=True, help="a folder for the CSVs")
    parser.add_argument("--data", help="the folder with models/, as everywhere")
    options = parser.parse_args(arguments)
    get_ready()
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.bases:
        start = time.monotonic()
        nets = BASES[name].open(data_dir(options.data))
        say = lambda text, name=name: print(f"{name}: {text}", file=sys.stderr)  # noqa: E731
        new = score_crops(options.crops, BASES[name], nets, options.out / f"{name}.csv", say)
        print(f"{name}: {new} new scores in {time.monotonic() - start:.0f} s, {options.out / f'{name}.csv'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
