"""What a process that computes for long has to arrange with its machine."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch

try:
    import fcntl
except ImportError:                                     # Windows
    fcntl = None

CPUS = os.cpu_count() or 1


def get_ready(threads: int = 1) -> None:
    """Fixes torch's threads, rounds numbers too small for full precision to 0, and keeps freed memory.

    The teacher has such small weights: they cost three quarters of a step. glibc gives big blocks back to the system at every free;
    faulting them in again costs a third of one.
    """
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    if sys.platform == "linux":
        try:
            libc = ctypes.CDLL("libc.so.6")
        except OSError:                                 # another C library, such as Alpine's musl, which has no such settings
            return
        libc.mallopt(-3, 2**31 - 1)                     # M_MMAP_THRESHOLD
        libc.mallopt(-1, 2**31 - 1)                     # M_TRIM_THRESHOLD


@contextmanager
def alone_with(file: Path) -> Iterator[None]:
    """Waits till no other process is at this file, which need not exist; so of several that want it made, one makes it and the others find it.

    What is held is a file beside it, and whoever dies lets go. Windows has no such locks: there nobody waits.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(file.with_name(f"{file.name}.lock"), "w") as held:
        if fcntl:
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
