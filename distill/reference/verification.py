"""Error rates of verification and the figures of quality scores in numpy: what the TypeScript evaluation is checked against."""

from __future__ import annotations

import numpy as np

from .agreement import mean_ranks, rank_of_harm
from .edc import edc, pauc, threshold_at_fmr


def verification(e: np.ndarray, people: np.ndarray, pairs: np.ndarray, genuine: np.ndarray, usable: np.ndarray, all_impostors: bool, fmr: float, kinds: np.ndarray | None = None) -> dict:
    """Unit embeddings e [n, d], person of each [n], listed pairs [p, 2] with genuine bool [p], images that count bool [n].

    The threshold is set at `fmr` on the listed impostor pairs, or on all pairs of different persons that are of two `kinds` [n] of which a
    genuine pair is, too: where those are clean against degraded, clean against clean does not count. Harm: errors of each image
    over all its comparisons, and its lowest genuine less its highest impostor similarity (nan where one is lacking).
    """
    n = len(e)
    similar = e @ e.T
    listed = lambda wanted: {(min(a, b), max(a, b)) for (a, b), g in zip(pairs.tolist(), genuine) if g == wanted}  # noqa: E731
    kinds = np.zeros(n, int) if kinds is None else kinds
    own = {frozenset((kinds[a], kinds[b])) for a, b in listed(True)}
    everyone = {(a, b) for a in range(n) for b in range(a + 1, n) if people[a] != people[b] and frozenset((kinds[a], kinds[b])) in own}
    ours = [np.array(sorted((a, b) for a, b in some if usable[a] and usable[b])) for some in (listed(True), everyone if all_impostors else listed(False))]
    same, different = (similar[p[:, 0], p[:, 1]] for p in ours)
    threshold = threshold_at_fmr(different, fmr)
    errors, lowest, highest = np.zeros(n, int), np.full(n, np.inf), np.full(n, -np.inf)
    for side in (0, 1):
        np.add.at(errors, ours[0][:, side], same < threshold)
        np.add.at(errors, ours[1][:, side], different >= threshold)
        np.minimum.at(lowest, ours[0][:, side], same)
        np.maximum.at(highest, ours[1][:, side], different)
    margin = np.where(np.isfinite(lowest) & np.isfinite(highest), lowest - highest, np.nan)
    return {"pairs": ours[0], "wrong": same < threshold, "impostor": len(different), "threshold": threshold, "false_matches": int((different >= threshold).sum()), "errors": errors, "margin": margin}


def figures(found: dict, raw: np.ndarray, proper: np.ndarray | None, usable: np.ndarray) -> dict:
    """One method's figures from what `verification` found and its raw scores [n]; `proper`: those of the proper crops."""
    quality = raw[found["pairs"]].min(1)
    wrong, harmed = found["wrong"], np.isfinite(found["margin"])
    x, y = edc(quality, wrong)
    after = lambda share: float(y[np.flatnonzero(x <= share)[-1]])  # noqa: E731
    area = pauc(quality, wrong, 0.3) * y[0] * 0.3
    fine = np.linspace(0, 0.3, 300_001)                  # the best curve, max(FNMR(0) - x, 0), by the trapezoid rule
    best = np.trapezoid(np.maximum(y[0] - fine, 0), fine)
    halved = np.flatnonzero(y <= y[0] / 2)
    row = {
        "images": int(usable.sum()),
        "genuine": len(wrong),
        "impostor": found["impostor"],
        "threshold": found["threshold"],
        "false_matches": found["false_matches"],
        "too_few_impostors": found["false_matches"] < 10,
        "fnmr0": after(0),
        "pauc20": pauc(quality, wrong, 0.2),
        "pauc30": pauc(quality, wrong, 0.3),
        "pauc30_raw": float(area),
        "pauc30_above_best": float(area - best),
        "fnmr_after": {str(percent): after(percent / 100) for percent in (1, 5, 20)},
        "halved_after": float(x[halved[0]]) if len(halved) else None,
        **{f"rce{alpha}": rank_of_harm(found["errors"][harmed], found["margin"][harmed], raw[harmed], alpha) for alpha in (0, 3)},
        "rce_images": int(harmed.sum()),
        "spearman": None, "bias": None, "rmse": None,
    }
    if proper is not None:
        moved, still = raw[usable], proper[usable]
        change = (moved - still) / still.std()
        row["spearman"] = float(np.corrcoef(mean_ranks(moved), mean_ranks(still))[0, 1])
        row["bias"], row["rmse"] = float(change.mean()), float(np.sqrt((change**2).mean()))
    return row
