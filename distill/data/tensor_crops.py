"""Crops in batches, on any device: what `geometry.warp` does to one picture on the CPU, as torch operations.

    crops = warp(Pictures.of(images, "cuda"), np.stack(transforms))

Equal to `geometry.warp` within one grey level, its border and its mip rule included. Meant for a GPU: on one CPU thread it takes three
times as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d, grid_sample, pad

from .geometry import SIZE, compose, inverted


@dataclass(frozen=True)
class Pictures:
    """Pictures of any sizes in one tensor, each in its upper left corner; the rest is black."""

    pixels: Tensor                                      # [n, 3, H, W] RGB, uint8
    sizes: Tensor                                       # int64 [n, 2], height and width, on the same device

    @classmethod
    def of(cls, images: Sequence[np.ndarray], device: torch.device | str = "cpu") -> Pictures:
        """From RGB uint8 arrays [h, w, 3]."""
        sizes = np.array([image.shape[:2] for image in images])
        pixels = np.zeros((len(images), *sizes.max(0), 3), np.uint8)
        for place, image in zip(pixels, images):
            place[: image.shape[0], : image.shape[1]] = image
        return cls(torch.from_numpy(pixels).to(device).permute(0, 3, 1, 2).contiguous(), torch.from_numpy(sizes).to(device))

    def __getitem__(self, chosen: Tensor) -> Pictures:
        return Pictures(self.pixels[chosen], self.sizes[chosen])


def warp(pictures: Pictures, transforms: np.ndarray) -> Tensor:
    """Pictures under source -> crop transforms [n, 2, 3] -> crops uint8 [n, 3, 112, 112]; black outside."""
    device, source_per_crop = pictures.pixels.device, 1 / np.hypot(transforms[:, 0, 0], transforms[:, 1, 0])
    level = 2 ** np.floor(np.log2(np.maximum(source_per_crop, 1))).astype(int)
    crops = torch.empty((len(transforms), 3, SIZE, SIZE), dtype=torch.uint8, device=device)
    for f in np.unique(level):
        own = np.flatnonzero(level == f)
        to_source = np.array([[f, 0, (f - 1) / 2], [0, f, (f - 1) / 2]])
        inverse = np.stack([inverted(compose(transform, to_source)) for transform in transforms[own]])
        chosen = torch.from_numpy(own).to(device)
        crops[chosen] = sample(block_mean(pictures[chosen], int(f)), torch.from_numpy(inverse).to(device))
    return crops


def block_mean(pictures: Pictures, f: int) -> Pictures:
    """Averaged over f x f blocks; a block at a picture's edge averages the pixels it has, halves round up."""
    if f == 1:
        return pictures
    height, width = pictures.pixels.shape[2:]
    # In float32, since it is exact: a block's sum stays under 2^24 up to f = 256.
    blocks = avg_pool2d(pad(pictures.pixels.float(), (0, -width % f, 0, -height % f)), f, divisor_override=1).long()
    rows, columns = (counts(pictures.sizes[:, axis], blocks.shape[2 + axis], f) for axis in (0, 1))
    count = (rows[:, :, None] * columns[:, None, :])[:, None]
    means = torch.where(count > 0, (2 * blocks + count) // (2 * count).clamp(min=1), 0)
    return Pictures(means.to(torch.uint8), -(-pictures.sizes // f))


def counts(size: Tensor, blocks: int, f: int) -> Tensor:
    """[n, blocks]: how many of its f pixels each block has along an axis on which pictures have `size` [n]."""
    return (size[:, None] - f * torch.arange(blocks, device=size.device)).clamp(0, f)


def sample(pictures: Pictures, inverse: Tensor) -> Tensor:
    """Bilinear at the places that crop -> source transforms float64 [n, 2, 3] name -> uint8 [n, 3, 112, 112]; black outside."""
    height, width = pictures.pixels.shape[2:]
    y, x = torch.meshgrid(*[torch.arange(SIZE, dtype=torch.float64, device=inverse.device)] * 2, indexing="ij")
    places = torch.stack([x, y, torch.ones_like(x)], dim=-1) @ inverse.transpose(1, 2)[:, None]      # [n, 112, 112, 2]
    # grid_sample wants -1 and 1 at the first and the last pixel's centre; black around the pictures, it needs no picture's own size.
    extent = torch.tensor([max(width - 1, 1), max(height - 1, 1)], dtype=torch.float64, device=inverse.device)
    grid = (2 * places / extent - 1).float()
    return grid_sample(pictures.pixels.float(), grid, mode="bilinear", padding_mode="zeros", align_corners=True).round().to(torch.uint8)
