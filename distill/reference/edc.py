"""Error-versus-discard: what leaving out the worst faces does to false non-matches.

After Schlett et al. 2023 (arXiv 2303.13294) and dasec's edc.py: the threshold is set once, before discarding; a pair is as
good as its worse face; equal qualities go together; between its points the curve is a step.
"""

from __future__ import annotations

import numpy as np


def threshold_at_fmr(impostors: np.ndarray, fmr: float = 1e-3, weight: np.ndarray | None = None) -> float:
    """The lowest similarity t with share(impostors >= t) <= fmr; `weight` [n]: how often each impostor counts, once where left out."""
    order = np.argsort(-impostors, kind="stable")
    weight = np.ones(len(impostors)) if weight is None else weight[order]
    one_too_many = np.flatnonzero(np.cumsum(weight) > fmr * weight.sum())[0]
    return float(np.nextafter(impostors[order[one_too_many]], np.inf))


def edc(quality: np.ndarray, error: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pair qualities [n] and false non-matches bool [n] -> discarded share x and remaining FNMR y, one point a quality."""
    order = np.argsort(quality, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(quality[order]) > 0])
    errors_left = np.cumsum(error[order][::-1])[::-1][starts]
    return starts / len(quality), errors_left / (len(quality) - starts)


def pauc(quality: np.ndarray, error: np.ndarray, limit: float = 0.3) -> float:
    """Area under the EDC to `limit` over FNMR(0) x limit: 1 = no better than random; lower is better; nan without errors."""
    x, y = edc(quality, error)
    if y[0] == 0:
        return float("nan")
    ends = np.minimum(np.r_[x[1:], 1.0], limit)
    return float((y * np.maximum(ends - x, 0)).sum() / (y[0] * limit))


def bootstrap_paucs(quality: np.ndarray, error: np.ndarray, person: np.ndarray, limit: float = 0.3, replicates: int = 1000, seed: int = 0) -> np.ndarray:
    """pAUCs [replicates] as `pauc`, with persons drawn anew: the pairs of a person that is drawn k times count k times. The same seed
    draws the same persons, so that replicates of two scores are paired."""
    order = np.argsort(quality, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(quality[order]) > 0])
    rng, people = np.random.default_rng(seed), person.max() + 1
    out = np.empty(replicates)
    for r in range(replicates):
        weight = np.bincount(rng.integers(people, size=people), minlength=people)[person[order]].astype(float)
        before = np.r_[0, np.cumsum(weight)][starts]
        wrong_before = np.r_[0, np.cumsum(weight * error[order])][starts]
        total, wrong = weight.sum(), (weight * error[order]).sum()
        x = before / total
        with np.errstate(invalid="ignore", divide="ignore"):
            y = (wrong - wrong_before) / (total - before)
        ends = np.minimum(np.r_[x[1:], 1.0], limit)
        step = np.maximum(ends - x, 0)
        out[r] = (y[step > 0] * step[step > 0]).sum() / (wrong / total * limit) if wrong else np.nan
    return out
