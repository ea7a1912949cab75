"""Where things lie: what is computed on the way, what is committed, what is released."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / "distill/.cache"                         # everything computed on the way; never committed
RUNS = ROOT / "distill/runs"                            # records of runs; committed
MODELS = ROOT / "public/models"


def data_dir(given: str | None = None) -> Path:
    """Where the data sets lie: the option, else PLUMB_DATA, else ../shared."""
    return Path(given or os.environ.get("PLUMB_DATA") or "../shared") / "data"
