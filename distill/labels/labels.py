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
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from ..data.faces import Face
from ..paths import RUNS, data_dir
from .bases import BASES, Said, unit
from .ranks import rank01, spearman
from .signals import faces_of, signals
from .utility import EMPHASIS, certainty, drift, features, pose, predictions, utility

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

    @cached_property
    def faces(self) -> list[Face]:
        return faces_of(self.which, self.data)

    def said(self, *nets: str) -> list[Said]:
        """A version after the other."""
        out = []
        for version in self.versions:
            heard = self.heard.setdefault(version, {})
            unheard = tuple(net for net in nets if net not in heard)
            if unheard:
                heard |= signals(self.which, self.faces, version, self.data, unheard)
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
        said = self.said(*TEACHERS)
        return np.concatenate([drift(s, said[0]) for s in said])

    def features(self, among: Crops | None = None, measures: tuple[str, ...] = MEASURES, blind: bool = False) -> np.ndarray:
        """[v n, f]: what the regressions look at; ranks are places among the crops of `among`. `blind`: as if no clean original were known."""
        ranks = np.stack([rank01(self.base(name), among and among.base(name)) for name in measures], axis=1)
        return features(ranks, np.tile(pose(self.faces), (len(self.versions), 1)), 0 * self.drifts if blind else self.drifts)

    @cached_property
    def people(self) -> list[str | None]:
        return [face.identity for face in self.faces] * len(self.versions)


def predicted(measure: Callable, emphasis: float = EMPHASIS) -> Callable[[Crops], np.ndarray]:
    return lambda crops: predictions(crops.features(), crops.truth(measure), crops.people, emphasis)


def consensus(*bases: str) -> Callable[[Crops], np.ndarray]:
    return lambda crops: np.mean([rank01(crops.base(name)) for name in bases], axis=0)


def likeness(crops: Crops) -> np.ndarray:
    """Similarity to the clean original; among clean crops, which all have 1, the consensus decides."""
    return -crops.drifts + 1e-3 * consensus(*MEASURES)(crops)


def of_file(file: Path) -> Callable[[Crops], np.ndarray]:
    """Scores from a CSV with the columns file, score and, where degraded crops have some of their own, version; `file` is the
    face's key ("celeba/000093.jpg") or its name. ValueError where a crop has none."""
    with open(file, newline="") as f:
        rows = {(row["file"], int(row.get("version") or 0)): float(row["score"]) for row in csv.DictReader(f)}
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
    describe: str
    raw: Callable[[Crops], np.ndarray]                  # -> float [v n], higher is better


LABELS: dict[str, Label] = {
    "utility": Label("predicted mean similarity to the person's other clean crops", predicted(utility)),
    "utility-even": Label("the same, with no more weight on the worst third", predicted(utility, emphasis=0)),
    "cr-fiqa": Label("predicted certainty ratio, CR-FIQA's principle", predicted(certainty)),
    "likeness": Label("similarity of a degraded crop to its clean original", likeness),
    "consensus": Label("mean rank by the three embedding lengths and LightQNet", consensus(*MEASURES)),
} | {name: Label(base.describe, lambda crops, name=name: crops.base(name)) for name, base in BASES.items()}


def raw_label(name: str, crops: Crops) -> np.ndarray:
    """[v n] by the label's name, or by `csv:FILE`."""
    return (of_file(Path(name.removeprefix("csv:"))) if name.startswith("csv:") else LABELS[name].raw)(crops)


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


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make the labels and write how well each knows utility.")
    parser.add_argument("names", nargs="*", help="of labels; by default all")
    parser.add_argument("--list", action="store_true", help="say what each is, and make none")
    parser.add_argument("--data")
    options = parser.parse_args()
    if options.list:
        for name, label in LABELS.items():
            print(f"{name:14} {label.describe}")
    else:
        found = summary(options.names or [*LABELS], Crops("train", data_dir(options.data)))
        SUMMARY.parent.mkdir(exist_ok=True)
        SUMMARY.write_text(json.dumps(found, indent=2) + "\n")
        print(json.dumps(found, indent=2))
