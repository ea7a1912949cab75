"""Base FIQAs: what others, or others' principles, say about the quality of a properly aligned crop. AI-KD distils any of them.

A base is the nets that it asks and a formula over their answers; higher is better. Nets are asked once and cached (signals.py), so
a base costs nothing that another one has already paid for. `python -m distill.labels.bases` lists them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..nets.outside import Net, outside

Said = dict[str, np.ndarray]                            # name of a net -> float32 [n, d]


@dataclass(frozen=True)
class Base:
    """The nets that a base FIQA asks, and the quality that it makes of their answers."""

    describe: str
    nets: tuple[str, ...]                               # of nets/outside.py
    score: Callable[[Said], np.ndarray]                 # -> float [n], higher is better

    def open(self, data: Path) -> dict[str, Net]:
        """The nets that it asks; MissingModelError where a file of theirs is not there."""
        return {net: outside(net, data) for net in self.nets}

    def ask(self, nets: dict[str, Net], crops: np.ndarray) -> np.ndarray:
        """Properly aligned crops, RGB uint8 [n, 112, 112, 3] -> raw scores [n]."""
        return self.score({name: net(crops) for name, net in nets.items()})


def unit(embeddings: np.ndarray) -> np.ndarray:
    """[n, d], each of length 1."""
    return embeddings / np.linalg.norm(embeddings, axis=1, keepdims=True)


def length_of(net: str) -> Base:
    """The base whose quality is the length of the net's embedding."""
    return Base(
        f"how long {net}'s embedding is before it is made 1, as MagFace (Meng et al. 2021) and others found telling",
        (net,), lambda said: np.linalg.norm(said[net], axis=1),
    )


def ser_fiq(distance: np.ndarray) -> np.ndarray:
    """Mean distance between random subnetworks' embeddings -> (0, 1], as SER-FIQ's equation 2: 2 sigmoid(-d)."""
    return 2 / (1 + np.exp(distance))


def pre_fiqs(whole: np.ndarray, pruned: np.ndarray) -> np.ndarray:
    """Embeddings [n, d] of a recogniser and of its pruned self -> quality [n], 1 where they agree."""
    return 1 - np.linalg.norm(unit(whole) - unit(pruned), axis=1) / 2


BASES: dict[str, Base] = {
    "lightqnet": Base("LightQNet (Chen et al. 2021), a small net distilled from similarities", ("lightqnet",), lambda said: said["lightqnet"][:, 0]),
    "y1-length": length_of("y1"),
    "paddle-length": length_of("paddle"),
    "npm-length": length_of("npm"),
    "deepcam-fqa": Base("deepcam's face-quality net: the mean of its ten outputs", ("deepcam",), lambda said: said["deepcam"].mean(1)),
    "ser-fiq": Base(
        "SER-FIQ (Terhörst et al. 2020): how little y1's embedding changes under dropout before its last layer",
        ("y1-stochastic",), lambda said: ser_fiq(said["y1-stochastic"][:, 0]),
    ),
    "grafiqs": Base(
        "GraFIQs (Kolf et al. 2024): how small a gradient the face's statistics make in y1",
        ("y1-gradient",), lambda said: -said["y1-gradient"][:, 4],
    ),
    "pre-fiqs": Base(
        "PreFIQs (arXiv 2605.13396): how like y1's embedding is to that of y1 without its 40% smallest weights",
        ("y1", "y1-pruned"), lambda said: pre_fiqs(said["y1"], said["y1-pruned"]),
    ),
}


if __name__ == "__main__":
    for name, base in BASES.items():
        print(f"{name:14} {base.describe}")
