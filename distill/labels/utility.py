"""What a crop is worth for recognition, of which a name tells and no single picture does; and how to guess it without the name.

`utility`: the mean similarity of a crop to its person's other clean crops. `certainty`: CR-FIQA's ratio, how near the crop is to its
person for how near it is to the next one. Both need identities, which half of the training faces lack; so each is regressed, out of
fold by person, on what every crop has: what base FIQAs say, by rank; the pose as the five landmarks show it; and for a degraded crop
its distance from its clean original, which only a label may know.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import combinations_with_replacement

import numpy as np

from ..data.faces import Face
from ..data.geometry import TEMPLATE, inter_eye_distance, umeyama
from .bases import unit

FOLDS, RIDGE = 5, 10.0
LOWEST, EMPHASIS = 1 / 3, 5.0                           # the worst third counts six times: those are what a threshold discards


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


def certainty(faces: list[Face], clean: list[np.ndarray], version: list[np.ndarray]) -> np.ndarray:
    """Per crop CR-FIQA's certainty ratio (Boutros et al. 2023, arXiv 2112.06592, equation 4): similarity to the own person's centre over that
    to the nearest other centre + 1, mean of the recognisers; nan for a crop without identity. Centres: the clean crops', without the crop's own."""
    people = np.array([face.identity or "" for face in faces])
    names = sorted(set(people) - {""})
    total = np.full(len(faces), np.nan)
    known = np.flatnonzero(people != "")
    total[known] = 0
    for ours, theirs in zip(map(unit, version), map(unit, clean)):
        sums = np.stack([theirs[people == name].sum(0) for name in names])              # [p, d]
        own = np.searchsorted(names, people[known])
        centre = unit(sums[own] - theirs[known])                                        # without the crop itself
        similarity = ours[known] @ unit(sums).T                                         # [k, p]
        similarity[np.arange(len(known)), own] = -1
        total[known] += (ours[known] * centre).sum(1) / (similarity.max(1) + 1 + 1e-9) / len(clean)
    return total


def drift(said: dict[str, np.ndarray], clean: dict[str, np.ndarray]) -> np.ndarray:
    """1 - similarity to the clean original [n], mean of y1 and Paddle; 0 for the clean one itself."""
    return np.mean([1 - (unit(said[name]) * unit(clean[name])).sum(1) for name in ("y1", "paddle")], axis=0)


def features(ranks: np.ndarray, poses: np.ndarray, drifts: np.ndarray) -> np.ndarray:
    """[n, f]: the ranks, their squares and products; drift and its square; pose, its square, and pose x ranks."""
    columns = [np.ones(len(ranks)), *ranks.T]
    columns += [ranks[:, i] * ranks[:, j] for i, j in combinations_with_replacement(range(ranks.shape[1]), 2)]
    columns += [drifts, drifts**2, *(ranks.T * drifts)]
    for p in poses.T:
        columns += [p, p**2, p * drifts, *(ranks.T * p)]
    return np.stack(columns, axis=1)


def ridge(x: np.ndarray, y: np.ndarray, emphasis: float = 0.0) -> np.ndarray:
    """Weights [f]; the first column is the constant and is not shrunk. The lowest third of y counts 1 + `emphasis` times."""
    shrink = RIDGE * np.eye(x.shape[1])
    shrink[0, 0] = 0
    weighted = x * (1 + emphasis * (y < np.quantile(y, LOWEST)))[:, None]
    return np.linalg.solve(x.T @ weighted + shrink, weighted.T @ y)


def fold_of(identity: str) -> int:
    """The same for all of a person's crops, and at all times."""
    return hashlib.sha256(identity.encode()).digest()[0] % FOLDS


def can_be_predicted(people: list[str | None]) -> bool:
    """Whether persons with two photos or more are in two folds at least, so that there are others to predict each from."""
    return len({fold_of(person) for person, photos in Counter(people).items() if person and photos > 1}) > 1


def predictions(x: np.ndarray, y: np.ndarray, people: list[str | None], emphasis: float = EMPHASIS) -> np.ndarray:
    """[n]: out of fold where the utility y [n] is known, the mean of the folds' models elsewhere (y is nan)."""
    fold = np.array([fold_of(p) if p else -1 for p in people])
    known = ~np.isnan(y)
    out, elsewhere = np.zeros(len(y)), ~known
    for k in range(FOLDS):
        weights = ridge(x[known & (fold != k)], y[known & (fold != k)], emphasis)
        out[known & (fold == k)] = x[known & (fold == k)] @ weights
        out[elsewhere] += x[elsewhere] @ weights / FOLDS
    return out
