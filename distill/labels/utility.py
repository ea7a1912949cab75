"""The label `utility`: how far a crop lets recognisers know its person, for every training crop.

    python -m distill.labels.utility

For the persons with identities the utility of a crop is its mean similarity to the person's other clean crops, z-scored,
mean of two recognisers. It is regressed, out of fold by person, on what every crop has: ranks of three embedding lengths
and of LightQNet, their squares and products; the pose as the five landmarks show it; and for a degraded crop its distance
from its clean original, which only the label may know. The rank of the prediction, 0-1, is the label.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from itertools import combinations_with_replacement
from pathlib import Path

import numpy as np

from ..data.faces import Face, train_faces
from ..data.geometry import TEMPLATE, inter_eye_distance, umeyama
from ..paths import RUNS, data_dir
from .signals import LABELLERS, signals

VERSIONS = (0, 1)                                       # as it is, and the degraded ones that training draws from
FOLDS, RIDGE = 5, 10.0
SUMMARY = RUNS / "labels.json"


def unit(embeddings: np.ndarray) -> np.ndarray:
    return embeddings / np.linalg.norm(embeddings, axis=1, keepdims=True)


def rank01(values: np.ndarray, among: np.ndarray | None = None) -> np.ndarray:
    """Each value's place among the others (or among `among`), 0-1; ties share the middle of their places."""
    ordered = np.sort(values if among is None else among)
    return (np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")) / (2 * len(ordered))


def spearman(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.corrcoef(rank01(a), rank01(b))[0, 1])


def pose(faces: list[Face]) -> np.ndarray:
    """[n, 2]: the nose's sideways distance from the middle of the eyes in IED, and the landmarks' misfit to the frontal
    template in crop px. Both near 0 for a frontal face, both large for a profile."""
    rows = []
    for face in faces:
        transform = umeyama(face.points)
        onto = face.points @ transform[:, :2].T + transform[:, 2]
        sideways = abs(onto[2, 0] - (onto[0, 0] + onto[1, 0]) / 2) / inter_eye_distance(onto)
        rows.append((min(sideways, 1.5), min(np.sqrt(((onto - TEMPLATE) ** 2).sum(1).mean()), 20) / 10))
    return np.array(rows)


def utility(faces: list[Face], clean: list[np.ndarray], version: list[np.ndarray]) -> np.ndarray:
    """Per crop, the mean similarity to its person's other clean crops, averaged over the recognisers (each z-scored by
    the clean crops); nan for a crop without identity. `clean` and `version`: one [n, d] a recogniser."""
    people = np.array([face.identity or "" for face in faces])
    total = np.zeros(len(faces))
    for ours, theirs in zip(map(unit, version), map(unit, clean)):
        own, reference = np.full(len(faces), np.nan), np.full(len(faces), np.nan)
        for person in set(people) - {""}:
            members = np.flatnonzero(people == person)
            if len(members) < 2:
                continue
            for out, crops in ((own, ours), (reference, theirs)):
                similarity = crops[members] @ theirs[members].T
                np.fill_diagonal(similarity, 0)         # nothing is compared with its own original
                out[members] = similarity.sum(1) / (len(members) - 1)
        total += (own - np.nanmean(reference)) / np.nanstd(reference)
    return total / len(clean)


def measures(said: dict[str, np.ndarray]) -> np.ndarray:
    """[n, 4]: lengths of the npm, y1 and Paddle embeddings, and LightQNet's score."""
    return np.stack([np.linalg.norm(said[name], axis=1) if name != "lightqnet" else said[name][:, 0] for name in LABELLERS], axis=1)


def drift(said: dict[str, np.ndarray], clean: dict[str, np.ndarray]) -> np.ndarray:
    """1 - similarity to the clean original [n], mean of y1 and Paddle; 0 for the clean one itself."""
    return np.mean([1 - (unit(said[name]) * unit(clean[name])).sum(1) for name in ("y1", "paddle")], axis=0)


def features(ranks: np.ndarray, poses: np.ndarray, drifts: np.ndarray, with_pose: bool = True) -> np.ndarray:
    """[n, f]: the ranks, their squares and products; drift and its square; pose, its square, and pose x ranks."""
    columns = [np.ones(len(ranks)), *ranks.T]
    columns += [ranks[:, i] * ranks[:, j] for i, j in combinations_with_replacement(range(ranks.shape[1]), 2)]
    columns += [drifts, drifts**2, *(ranks.T * drifts)]
    if with_pose:
        for p in poses.T:
            columns += [p, p**2, p * drifts, *(ranks.T * p)]
    return np.stack(columns, axis=1)


def ridge(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights [f]; the first column is the constant and is not shrunk."""
    shrink = RIDGE * np.eye(x.shape[1])
    shrink[0, 0] = 0
    return np.linalg.solve(x.T @ x + shrink, x.T @ y)


def fold_of(identity: str) -> int:
    return hashlib.sha256(identity.encode()).digest()[0] % FOLDS


def predictions(x: np.ndarray, y: np.ndarray, people: list[str | None]) -> np.ndarray:
    """[n]: out of fold where the utility y [n] is known, the mean of the folds' models elsewhere (y is nan)."""
    fold = np.array([fold_of(p) if p else -1 for p in people])
    known = ~np.isnan(y)
    out, elsewhere = np.zeros(len(y)), ~known
    for k in range(FOLDS):
        weights = ridge(x[known & (fold != k)], y[known & (fold != k)])
        out[known & (fold == k)] = x[known & (fold == k)] @ weights
        out[elsewhere] += x[elsewhere] @ weights / FOLDS
    return out


def make(data: Path, with_pose: bool = True) -> tuple[np.ndarray, dict]:
    """Labels float32 [versions, n], and a summary to commit."""
    faces = train_faces(data)
    said = [signals("train", version, data) for version in VERSIONS]
    everything = np.concatenate([measures(s) for s in said])
    ranks = np.stack([rank01(column) for column in everything.T], axis=1)
    drifts = np.concatenate([drift(s, said[0]) for s in said])
    poses = np.tile(pose(faces), (len(VERSIONS), 1))
    recognisers = ("y1", "paddle")
    truth = np.concatenate([utility(faces, [said[0][r] for r in recognisers], [s[r] for r in recognisers]) for s in said])
    x = features(ranks, poses, drifts, with_pose)
    predicted = predictions(x, truth, [face.identity for face in faces] * len(VERSIONS))
    labels = rank01(predicted).astype(np.float32).reshape(len(VERSIONS), -1)

    known = ~np.isnan(truth)
    degraded = np.repeat(np.array(VERSIONS) > 0, len(faces))
    profile = np.array([face.view == "profile" for face in faces] * len(VERSIONS))
    groups = {"clean": known & ~degraded, "degraded": known & degraded, "both": known, "clean profiles": known & ~degraded & profile}
    candidates = {"utility": predicted} | {name: ranks[:, i] for i, name in enumerate(LABELLERS)}
    sets = np.array([face.folder.name for face in faces] * len(VERSIONS))
    return labels, {
        "what": "Spearman with the utility by y1 and Paddle on the training persons, the label out of fold by person",
        "command": "python -m distill.labels.utility",
        "crops": int(labels.size),
        "with identity": int(known.sum()),
        "spearman": {
            name: {group: round(spearman(values[mask], truth[mask]), 3) for group, mask in groups.items()}
            for name, values in candidates.items()
        },
        "mean label": {
            name: {"clean": round(float(labels.ravel()[(sets == name) & ~degraded].mean()), 3),
                   "degraded": round(float(labels.ravel()[(sets == name) & degraded].mean()), 3)}
            for name in sorted(set(sets))
        },
    }


def load(data: Path) -> tuple[np.ndarray, np.ndarray]:
    """Labels float32 [versions, n] and the teacher's embeddings of the aligned crops float32 [versions, n, 512]."""
    labels, _ = make(data)
    return labels, np.stack([unit(signals("train", version, data, ("npm",))["npm"]) for version in VERSIONS])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make the labels and write their summary. Example: python -m distill.labels.utility")
    parser.add_argument("--data")
    labels, summary = make(data_dir(parser.parse_args().data))
    SUMMARY.parent.mkdir(exist_ok=True)
    SUMMARY.write_text(json.dumps(summary, indent=2) + "\n")
    print(json.dumps(summary, indent=2))
