"""The labels that a student learns, one a training crop, each calibrated to 0-1 by rank.

    python -m distill.labels.labels                 makes them all, and runs/labels.json, which says how well each knows utility
    python -m distill.labels.labels --list          says what each is

Any base FIQA is a label (bases.py), as are the two that identities teach (utility.py), the similarity of a degraded crop to its
clean original, several bases together, and anybody's scores from a CSV.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from ..command import says_in_a_line
from ..data.faces import Face
from ..machine import CPUS
from ..paths import RUNS, data_dir
from .bases import BASES, Said, unit
from .ranks import rank01, spearman
from .signals import faces_of, signals
from .utility import EMPHASIS, can_be_predicted, certainty, drift, features, pose, predictions, utility

VERSIONS = (0, 1, 2, 3)                                 # as it is, and the degraded ones that training draws from
MEASURES = ("npm-length", "y1-length", "paddle-length", "lightqnet")   # bases that the regressions look at
TEACHERS = ("y1", "paddle")                             # recognisers that say what a crop is worth
SUMMARY = RUNS / "labels.json"


@dataclass(frozen=True)
class Crops:
    """Faces in all their versions, and what nets say about each. Values of all crops stand version after version, [v n]."""

    which: str                                          # "train" or "val", or of one's own "train:FOLDER"
    data: Path
    versions: tuple[int, ...] = VERSIONS
    threads: int = CPUS                                 # that ask nets; what these say does not depend on it

    @cached_property
    def faces(self) -> list[Face]:
        """Those whose pictures can be read, in the order of all that is said of them."""
        return faces_of(self.which, self.data)

    def said(self, *nets: str) -> list[Said]:
        """What these nets say, a version after the other; asked where it is not cached."""
        out = []
        for version in self.versions:
            heard = self.heard.setdefault(version, {})
            unheard = tuple(net for net in nets if net not in heard)
            if unheard:
                heard |= signals(self.which, self.faces, version, self.data, unheard, self.threads)
            out.append({net: heard[net] for net in nets})
        return out

    @cached_property
    def heard(self) -> dict[int, Said]:
        """What was read before, version by version: finding it on disk takes a hash of every face."""
        return {}

    def base(self, name: str) -> np.ndarray:
        """Raw scores [v n] of a base FIQA."""
        return np.concatenate([BASES[name].score(said) for said in self.said(*BASES[name].nets)])

    def truth(self, measure: Callable) -> np.ndarray:
        """[v n]: `utility` or `certainty` by the recognisers; nan for a crop without identity."""
        said = self.said(*TEACHERS)
        return np.concatenate([measure(self.faces, [said[0][r] for r in TEACHERS], [s[r] for r in TEACHERS]) for s in said])

    @cached_property
    def drifts(self) -> np.ndarray:
        """[v n]: distance from the clean original; see utility.py."""
        said = self.said(*TEACHERS)
        return np.concatenate([drift(s, said[0]) for s in said])

    def features(self, among: Crops | None = None, measures: tuple[str, ...] = MEASURES, blind: bool = False) -> np.ndarray:
        """[v n, f]: what the regressions look at; ranks are places among the crops of `among`. `blind`: as if no clean original were known."""
        ranks = np.stack([rank01(self.base(name), among and among.base(name)) for name in measures], axis=1)
        return features(ranks, np.tile(pose(self.faces), (len(self.versions), 1)), np.zeros(len(ranks)) if blind else self.drifts)

    @cached_property
    def people(self) -> list[str | None]:
        """[v n]: whose each crop is."""
        return [face.identity for face in self.faces] * len(self.versions)


def predicted(measure: Callable, emphasis: float = EMPHASIS) -> Callable[[Crops], np.ndarray]:
    """What a ridge predicts of a measure that persons teach, `utility` or `certainty`; see utility.py."""
    return lambda crops: predictions(crops.features(), crops.truth(measure), crops.people, emphasis)


def consensus(*bases: str) -> Callable[[Crops], np.ndarray]:
    """Mean rank by these bases."""
    return lambda crops: np.mean([rank01(crops.base(name)) for name in bases], axis=0)


def second_teacher(*students: str) -> Callable[[Crops], np.ndarray]:
    """Mean rank by students that were trained before, on aligned crops: less noise than the label that they learned."""
    def scores(crops: Crops) -> np.ndarray:
        said = crops.said(*students)
        return np.mean([rank01(np.concatenate([heard[net][:, 0] for heard in said])) for net in students], axis=0)

    return scores


def likeness(crops: Crops) -> np.ndarray:
    """Similarity to the clean original; among clean crops, which all have 1, the consensus decides."""
    return -crops.drifts + 1e-3 * consensus(*MEASURES)(crops)


def read_scores(file: Path) -> dict[tuple[str, int], float]:
    """A CSV of scores: (file, version) -> score. ValueError, with the line, where it is no such table."""
    columns = "A line of headings names its columns: file, score and, where degraded crops have scores of their own, version."
    try:
        with open(file, newline="", encoding="utf-8-sig") as f:
            table, rows = csv.DictReader(f), {}
            if not {"file", "score"} <= {*(table.fieldnames or ())}:
                raise ValueError(f"{file} has no columns file and score. {columns}")
            for row in table:
                try:
                    rows[row["file"], int(row.get("version") or 0)] = float(row["score"])
                except (TypeError, ValueError):
                    raise ValueError(f"{file}, line {table.line_num}: a score is a number, and a version a whole one. {columns}") from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{file} cannot be read as CSV ({error}). {columns}") from None
    return rows


def of_file(file: Path) -> Callable[[Crops], np.ndarray]:
    """Scores from a CSV (see `read_scores`), in which a face goes by its key ("celeba/000093.jpg") or its name. ValueError where it
    cannot be read, or a crop has no score."""
    rows = read_scores(file)
    versioned = any(version for _, version in rows)

    def scores(crops: Crops) -> np.ndarray:
        wanted = [(face, version if versioned else 0) for version in crops.versions for face in crops.faces]
        found = [rows.get((face.key, version), rows.get((face.file, version))) for face, version in wanted]
        if None in found:
            face, version = wanted[found.index(None)]
            raise ValueError(f"{file} has no score for {face.key}, version {version}.")
        return np.array(found)

    return scores


@dataclass(frozen=True)
class Label:
    """What a student may learn of a crop."""

    describe: str
    raw: Callable[[Crops], np.ndarray]                  # -> float [v n], higher is better
    persons: bool = False                               # whether it is learnt from crops that are known to be of one person


LABELS: dict[str, Label] = {
    "utility": Label("predicted mean similarity to the person's other clean crops", predicted(utility), persons=True),
    "utility-even": Label("the same, with no more weight on the worst third", predicted(utility, emphasis=0), persons=True),
    "cr-fiqa": Label("predicted certainty ratio, CR-FIQA's principle", predicted(certainty), persons=True),
    "likeness": Label("similarity of a degraded crop to its clean original", likeness),
    "second-teacher": Label("what the released baselines, two students together, say of the crop", second_teacher("plumb-m-baseline", "plumb-s-baseline")),
    "consensus": Label("mean rank by the three embedding lengths and LightQNet", consensus(*MEASURES)),
} | {name: Label(base.describe, lambda crops, name=name: crops.base(name)) for name, base in BASES.items()}


def label_of(name: str) -> Label:
    """The label of that name, or of `csv:FILE`; ValueError where there is none, or the file is no table of scores."""
    if name.startswith("csv:"):
        return Label("scores from a file", of_file(Path(name.removeprefix("csv:"))))
    if name not in LABELS:
        raise ValueError(f"There is no label {name}: it is one of {', '.join(LABELS)}, or csv:FILE.")
    return LABELS[name]


def raw_label(name: str, crops: Crops) -> np.ndarray:
    """[v n] by the label's name; ValueError where it cannot be had of these crops."""
    label = label_of(name)
    if label.persons and not can_be_predicted([face.identity for face in crops.faces]):           # before nets are asked for an hour
        raise ValueError(
            f"The label {name} is learnt from several persons with two photos or more, in split train: it needs identities.csv (file, identity, split) "
            "beside landmarks.csv. Any base FIQA does without, as do csv:FILE and consensus."
        )
    return label.raw(crops)


def labels(name: str, crops: Crops) -> np.ndarray:
    """float32 [v, n], 0-1: the crop's place among all of them."""
    return rank01(raw_label(name, crops)).astype(np.float32).reshape(len(crops.versions), -1)


def targets(crops: Crops) -> np.ndarray:
    """The teacher's unit embeddings of the aligned crops, float32 [v, n, 512]."""
    return np.stack([unit(said["npm"]) for said in crops.said("npm")])


def summary(names: list[str], crops: Crops) -> dict:
    """How well each label knows the utility of the training persons: Spearman by group of crops."""
    truth = crops.truth(utility)
    known = ~np.isnan(truth)
    degraded = np.repeat(np.array(crops.versions) > 0, len(crops.faces))
    profile = np.array([face.view == "profile" for face in crops.faces] * len(crops.versions))
    groups = {"clean": known & ~degraded, "degraded": known & degraded, "both": known, "clean profiles": known & ~degraded & profile}
    raw = {name: raw_label(name, crops) for name in names}
    return {
        "what": "Spearman with the utility by y1 and Paddle on the training persons, regressions out of fold by person",
        "command": " ".join(["python -m distill.labels.labels", *([] if len(names) == len(LABELS) else names)]),
        "crops": len(truth),
        "with identity": int(known.sum()),
        "spearman": {name: {g: round(spearman(values[mask], truth[mask]), 3) for g, mask in groups.items()} for name, values in raw.items()},
    }


@says_in_a_line(ValueError, FileNotFoundError)
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="of labels; by default all")
    parser.add_argument("--list", action="store_true", help="say what each is, and make none")
    parser.add_argument("--data")
    options = parser.parse_args(arguments)
    if options.list:
        for name, label in LABELS.items():
            print(f"{name:16} {label.describe}{' (needs identities)' if label.persons else ''}")
        return 0
    for name in options.names:
        label_of(name)                                  # else a slip of the pen is found after an hour
    found = summary(options.names or [*LABELS], Crops("train", data_dir(options.data)))
    SUMMARY.parent.mkdir(exist_ok=True)
    SUMMARY.write_text(json.dumps(found, indent=2) + "\n")
    print(json.dumps(found, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
