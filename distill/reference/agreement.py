"""Rank of harm and intra-class correlation in numpy: what the TypeScript evaluation is checked against."""

from __future__ import annotations

import numpy as np


def mean_ranks(*keys: np.ndarray) -> np.ndarray:
    """Places from 1 by the first key, then the next; those equal in all keys share the mean of their places."""
    _, group, counts = np.unique(np.stack(keys, axis=1), axis=0, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[group.ravel()]


def rank_of_harm(errors: np.ndarray, margin: np.ndarray, quality: np.ndarray, alpha: float) -> float:
    """RCE of "Beyond EDC" (arXiv 2607.22752): errors, margin and quality [n] of images -> at most 1."""
    n = len(errors)
    harm, place = mean_ranks(errors, -margin), mean_ranks(-quality)
    weight = (harm / n) ** alpha
    return float(1 - 6 * (weight * (harm - place) ** 2).sum() / ((n**2 - 1) * weight.sum()))


def intra_class_correlation(scores: np.ndarray) -> float:
    """ICC(A,1) of scores [faces, procedures] (McGraw & Wong 1996), from the variances of a two-way table."""
    n, k = scores.shape
    residual = scores - scores.mean(1, keepdims=True) - scores.mean(0, keepdims=True) + scores.mean()
    within = (residual**2).sum() / ((n - 1) * (k - 1))
    faces, procedures = k * scores.mean(1).var(ddof=1), n * scores.mean(0).var(ddof=1)
    return float((faces - within) / (faces + (k - 1) * within + k * (procedures - within) / n))
