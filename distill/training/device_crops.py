"""Crops cut by the run's device, a batch at once (--crops device): workers hand over whole pictures and what was drawn for them.

The draws are those of the workers' own crops. Undegraded ones, and those of chains, which the workers still make, are theirs within a grey
level; other degradations are as near as data/tensor_degrade.py says, and noise is other noise of the same strength, a function of seed,
step and process. It spares the workers warp and degradation, and costs the pipe pictures in place of crops: so it is for a GPU that waits
for its workers, and for pictures of some hundred pixels.
"""

from __future__ import annotations

import torch

from ..data.tensor_crops import Pictures, warp
from ..data.tensor_degrade import degrade
from .faces import Batch, Uncut


def cut(batch: Uncut, device: torch.device, live_teacher: bool) -> Batch:
    """The batch with its crops, uint8 [b, 112, 112, 3] on the device."""
    generator = torch.Generator(device).manual_seed(batch.seed)
    pictures = degrade(Pictures.of(batch.pictures, device), batch.defects, generator)
    crops = lambda transforms: warp(pictures, transforms).permute(0, 2, 3, 1)  # noqa: E731
    return Batch(crops(batch.transforms), crops(batch.targets) if live_teacher else batch.targets, batch.labels)
