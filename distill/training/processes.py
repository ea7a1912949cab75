"""Several processes that train as one, each with its part of every batch: `torchrun --nproc-per-node 2 -m distill.train …`.

Gradients are added up once a step, after the last chunk, so DistributedDataParallel, which would do it at every backward pass,
is not needed; the sum is that of one process with the whole batch.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import torch
from torch import Tensor, distributed

Value = TypeVar("Value")


def rank() -> int:
    return distributed.get_rank() if distributed.is_initialized() else 0


def count() -> int:
    return distributed.get_world_size() if distributed.is_initialized() else 1


@contextmanager
def joined(device: str) -> Iterator[None]:
    """Among the other processes where torchrun started this one. Whoever is done waits for the others, also where all are stopped
    (SystemExit); not after an error, for then they may never come, and torchrun ends them."""
    join(device)
    try:
        yield
    except SystemExit:
        leave()
        raise
    leave()


def join(device: str) -> None:
    """Joins the other processes where torchrun started this one; of several GPUs each gets its own."""
    if "RANK" in os.environ:
        if device == "cuda":
            torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
        distributed.init_process_group("nccl" if device == "cuda" else "gloo")


def leave() -> None:
    """Waits until all are done: gloo aborts now and then where one leaves while another is still there."""
    if distributed.is_initialized():
        distributed.barrier()
        distributed.destroy_process_group()


def from_first(value: Value) -> Value:
    """The first process's value, in each of them."""
    if count() == 1:
        return value
    box = [value]
    distributed.broadcast_object_list(box)
    return box[0]


def add_up(tensors: list[Tensor]) -> None:
    """Each tensor becomes its sum over all processes, in place; one message a kind of number."""
    if count() == 1:
        return
    for kind in {tensor.dtype: None for tensor in tensors}:
        same = [tensor for tensor in tensors if tensor.dtype == kind]
        flat = torch.cat([tensor.flatten() for tensor in same])
        distributed.all_reduce(flat)
        for tensor, part in zip(same, flat.split([tensor.numel() for tensor in same])):
            tensor.copy_(part.view(tensor.shape))


def any_of_them(asked: bool) -> bool:
    """Whether one of the processes says so."""
    if count() == 1:
        return asked
    votes = torch.tensor([float(asked)], device="cuda" if distributed.get_backend() == "nccl" else "cpu")
    distributed.all_reduce(votes)
    return votes.item() > 0
