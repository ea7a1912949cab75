"""The batches of coming steps, prepared in worker processes while the current one is learnt from.

    with closing(batches(partial(faces.batch, config), range(run.step, steps), workers=15)) as coming:
        for batch in coming:
            run.train_step(batch, steps)

Order and content are those of `map(batch, steps)` with any number of workers, so a run does not depend on it. Let a batch be
uint8 arrays, and make floats of them where they are used: they have a pipe to go through. (Tensors go through /dev/shm, of
which containers often have 64 MB.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import cv2
import torch
from torch.utils.data import DataLoader, Dataset

Batch = TypeVar("Batch")


@dataclass(frozen=True)
class Steps(Dataset, Generic[Batch]):
    """What a DataLoader can ask for the batch of a step."""

    batch: Callable[[int], Batch]

    def __getitem__(self, step: int) -> Batch:
        return self.batch(step)


def batches(batch: Callable[[int], Batch], steps: Sequence[int], workers: int = 0, ahead: int = 2) -> Iterator[Batch]:
    """Yields batch(step) for each of `steps`, in order. `batch` must be a function of the step alone.

    workers   processes that prepare batches; 0 prepares each in this process when it is asked for
    ahead     batches a worker may have ready or in the making; so at most workers x ahead wait at a time

    An exception of `batch` arrives where its step is due: of the same class where that can be made from a message alone, its
    text the worker's whole traceback, so with the file's name. That, the end of the steps, or closing the iterator
    (`contextlib.closing`) ends the workers.
    """
    loader = DataLoader(
        Steps(batch), sampler=steps, batch_size=None, num_workers=workers, prefetch_factor=ahead if workers else None,
        collate_fn=unchanged, worker_init_fn=keep_to_one_core,
        generator=torch.Generator(),                    # else the loader draws from the generator that a run may be using
    )
    try:
        yield from loader
    except Exception as error:
        # Its way through the loader says nothing that its text does not, but holds the workers until garbage is collected.
        raise error.with_traceback(None)


def unchanged(batch: Batch) -> Batch:
    return batch


def keep_to_one_core(_worker: int) -> None:
    """The workers are the parallelism: threads of OpenCV's own in each would only fight for the same cores."""
    cv2.setNumThreads(0)
