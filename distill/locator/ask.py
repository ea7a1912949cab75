"""What a locator says of many crops, and the crops that it mends."""

from __future__ import annotations

import numpy as np
import torch

from .net import Locator, cut, in_pixels


def asked(locator: Locator, crops: np.ndarray, batch: int = 64) -> tuple[np.ndarray, np.ndarray]:
    """uint8 crops [n, 112, 112, 3] -> similarities [n, 2, 3] in crop px, and the mended crops, uint8 alike."""
    similarities, mended = [], []
    with torch.no_grad():
        for i in range(0, len(crops), batch):
            image = torch.from_numpy(crops[i : i + batch]).permute(0, 3, 1, 2).float()
            found = locator(image)
            similarities.append(in_pixels(found).numpy())
            mended.append(cut(image, found).round().clamp(0, 255).byte().permute(0, 2, 3, 1).numpy())
    return np.concatenate(similarities), np.concatenate(mended)
