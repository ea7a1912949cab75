"""What a process that computes for long has to tell the machine first."""

from __future__ import annotations

import ctypes
import sys

import torch


def get_ready(threads: int = 1) -> None:
    """Fixes torch's threads, rounds numbers too small for full precision to 0, and keeps freed memory.

    The teacher has such small weights: they cost three quarters of a step. glibc gives big blocks back to the system at every free;
    faulting them in again costs a third of one.
    """
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    if sys.platform == "linux":
        libc = ctypes.CDLL("libc.so.6")
        libc.mallopt(-3, 2**31 - 1)                     # M_MMAP_THRESHOLD
        libc.mallopt(-1, 2**31 - 1)                     # M_TRIM_THRESHOLD
