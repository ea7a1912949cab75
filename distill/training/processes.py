"""Several processes that train as one, each with its part of every batch: `torchrun --nproc-per-node 2 -m distill.train …`.

Gradients are added up once a step, after the last chunk, so DistributedDataParallel, which would do it at every backward pass,
is not needed; the sum is that of one process with the whole batch.
"""

from __future__ import annotations

import os

import torch
from torch import Tensor, distributed


def rank() -> int:
    return distributed.get_rank() if distributed.is_initialized() else 0


def count() -> int:
    return distributed.get_world_size() if distributed.is_initialized() else 1


def join(device: str) -> None:
    """Joins the other processes where torchrun started this one; of several GPUs each gets its own."""
    if "RANK" in os.environ:
        distributed.init_process_group("nccl" if device == "cuda" else "gloo")
        if device == "cuda":
            torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))


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
