"""Where things lie: what is computed on the way, what is committed, what is released."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / "distill/.cache"                         # everything computed on the way; never committed
RUNS = ROOT / "distill/runs"                            # records of runs; committed
MODELS = ROOT / "public/models"


def data_dir(given: str | None = None) -> Path:
    """Where the data sets lie: the option, else PLUMB_DATA, else ../shared."""
    return Path(given or os.environ.get("PLUMB_DATA") or "../shared") / "data"


@contextmanager
def whole(file: Path) -> Iterator[BinaryIO]:
    """A file to write to, which gets its name when it is whole: what is interrupted leaves the last one, or none."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}.part")                      # several processes may write at once
    try:
        with open(part, "wb") as f:
            yield f
        os.replace(part, file)
    finally:
        part.unlink(missing_ok=True)
