"""Ranks, which make scores of any kind comparable."""

from __future__ import annotations

import numpy as np


def rank01(values: np.ndarray, among: np.ndarray | None = None) -> np.ndarray:
    """Each value's place among the others (or among `among`), 0-1; ties share the middle of their places."""
    ordered = np.sort(values if among is None else among)
    return (np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")) / (2 * len(ordered))


def spearman(a: np.ndarray, b: np.ndarray) -> float:
    """Rank correlation, -1 to 1."""
    return float(np.corrcoef(rank01(a), rank01(b))[0, 1])
