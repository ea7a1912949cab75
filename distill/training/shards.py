"""Faces for training out of shards, which need not all lie on one machine.

Process r of n reads the index, the labels of all shards, and of the tars the r-th and every n-th after it: from 0, in the index's order.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from ..data.shards import INDEX, ShardError, read_face, read_labels, shards_of
from ..labels.ranks import rank01
from .config import Config
from .faces import Batch, Uncut, batch_of, draw

MIXED = 4                                               # shards whose faces come in one order


class ShardFaces:
    """As TrainingFaces; each process has its own shards, every `ranks`-th one, and reads no other.

    A process's order is a function of (seed, its pass, its rank): its shards in a new order, the faces of four at a time mixed, so that
    few files are read at once. A batch is still a function of the step, so a run can be resumed and has any number of workers.
    """

    def __init__(self, folder: Path, config: Config, rank: int = 0, ranks: int = 1):
        """For process `rank` of `ranks`. ShardError where a shard of its own is not here, or a label of any shard's."""
        if not config.live_teacher:
            raise ShardError("Shards hold no embeddings of the teacher's: train with --live-teacher.")
        raw = read_labels(folder, config.label, config.versions)
        self.shards = [shard.file for shard in shards_of(folder)]
        if len(self.shards) < ranks:
            raise ShardError(f"{ranks} processes cannot share {len(self.shards)} shards. Write more with a smaller --size.")
        for file in self.shards[rank::ranks]:
            if not file.exists():
                raise ShardError(f"{file} is not here, but in {INDEX}: process {rank} of {ranks} needs it. Copy it here.")
        among_all = rank01(np.concatenate([part.ravel() for part in raw])).astype(np.float32)             # wherever they lie
        parts = np.split(among_all, np.cumsum([part.size for part in raw])[:-1])
        self.labels = [part.reshape(values.shape) for part, values in zip(parts, raw)]                    # a shard: [versions, n], 0-1
        self.counts = [values.shape[1] for values in raw]

    def __len__(self) -> int:
        return sum(self.counts)

    def steps(self, config: Config) -> int:
        return round(config.passes * len(self) / config.batch)

    def batch(self, config: Config, step: int, rank: int = 0, ranks: int = 1) -> Batch | Uncut:
        share = config.batch // ranks
        drawn = []
        for position in range(step * share, (step + 1) * share):
            shard, place = self.place(config.seed, position, rank, ranks)
            rng = np.random.default_rng([config.seed, 1, position, rank])
            drawn.append(draw(config, read_face(self.shards[shard], place), self.labels[shard][:, place], None, rng))
        return batch_of(config, drawn, step, rank)

    def place(self, seed: int, position: int, rank: int, ranks: int) -> tuple[int, int]:
        """Shard and place in it of what process `rank` sees at one of its positions."""
        number, within = divmod(position, sum(self.counts[rank::ranks]))
        shards = np.arange(rank, len(self.shards), ranks)
        shards = shards[np.random.default_rng([seed, number, rank]).permutation(len(shards))]
        for first in range(0, len(shards), MIXED):
            group = tuple(int(shard) for shard in shards[first : first + MIXED])
            size = sum(self.counts[shard] for shard in group)
            if within < size:
                return mixed(tuple(self.counts[shard] for shard in group), group, (seed, number, rank, first))[within]
            within -= size
        raise AssertionError("A position lies in one of the groups.")


@lru_cache(maxsize=2)
def mixed(counts: tuple[int, ...], group: tuple[int, ...], seed: tuple[int, ...]) -> list[tuple[int, int]]:
    """(shard, place) of every face of a group, in a seeded order."""
    all_of_them = [(shard, place) for shard, count in zip(group, counts) for place in range(count)]
    return [all_of_them[i] for i in np.random.default_rng(seed).permutation(len(all_of_them))]
