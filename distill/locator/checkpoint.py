"""Where a trained locator lies, and how it is read."""

from __future__ import annotations

from pathlib import Path

import torch

from ..paths import CACHE
from .net import Locator


def locator_file(name: str) -> Path:
    return CACHE / "runs" / f"{name}.pt"


def read_locator(name: str) -> Locator:
    """The locator of that name, to be asked; or its shape alone where it has no checkpoint here: a student's own has its locator's weights."""
    locator, file = Locator(), locator_file(name)
    if file.exists():
        locator.load_state_dict(torch.load(file, map_location="cpu", weights_only=True)["locator"])
    return locator.eval()
