"""The locator: a tiny net that says by which similarity a crop has to be cut again to be properly aligned.

Spaces. Crop pixels, as everywhere. Unit coordinates u = (p + 0.5) / 56 - 1, so that [-1, 1] are the edges of the crop whatever its resolution:
what PyTorch's and ONNX's grid sampling call align_corners = False. A similarity [2, 3] takes a point of the proper crop to its place in the
crop at hand; cutting is sampling the crop at hand at those places.

The net looks at half the resolution. Cut by the identity, a crop of 56 x 56 is the mean over blocks of 2 x 2, for bilinear sampling half-way
between four pixels is their mean; so the first look and the second are one operation.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import affine_grid, grid_sample

from ..data.geometry import SIZE

HALF = SIZE // 2                                        # side of what the net looks at
LOOKS = 2                                               # the second at the crop as the first would have it cut


class Block(nn.Module):
    """Depthwise 3 x 3 and pointwise convolution; with a shortcut where input and output have one shape. [b, c, s, s] -> [b, d, s / stride, s / stride]."""

    def __init__(self, channels: int, out: int, stride: int = 1):
        super().__init__()
        self.depthwise = nn.Sequential(nn.Conv2d(channels, channels, 3, stride, 1, groups=channels, bias=False), nn.BatchNorm2d(channels), nn.ReLU(inplace=True))
        self.pointwise = nn.Sequential(nn.Conv2d(channels, out, 1, bias=False), nn.BatchNorm2d(out))
        self.shortcut = stride == 1 and channels == out

    def forward(self, x: Tensor) -> Tensor:
        y = self.pointwise(self.depthwise(x))
        return torch.relu(x + y if self.shortcut else y)


class Locator(nn.Module):
    """RGB 0-255 [b, 3, 112, 112] -> similarity [b, 2, 3] in unit coordinates, proper crop -> this crop. 7.2 MMAC a look."""

    def __init__(self, narrow: int = 24, middle: int = 64, wide: int = 128, hidden: int = 96):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, narrow, 3, 2, 1, bias=False), nn.BatchNorm2d(narrow), nn.ReLU(inplace=True))          # 28 x 28
        self.blocks = nn.Sequential(
            Block(narrow, middle, 2), *(Block(middle, middle) for _ in range(3)),                                                   # 14 x 14
            Block(middle, wide, 2), *(Block(wide, wide) for _ in range(3)),                                                         # 7 x 7
        )
        self.first = nn.Linear(wide * 7 * 7, hidden)
        self.last = nn.Linear(hidden, 4)                # a - 1, b, tx, ty
        nn.init.zeros_(self.last.weight)                # so it starts by leaving crops as they are
        nn.init.zeros_(self.last.bias)

    def forward(self, image: Tensor) -> Tensor:
        found = self.look(halved(image))
        for _ in range(LOOKS - 1):
            found = compose(found, self.look(cut(image, found, HALF)))
        return found

    def look(self, half: Tensor) -> Tensor:
        """One look at a crop of half the resolution, RGB 0-255 [b, 3, 56, 56] -> [b, 2, 3]."""
        x = self.blocks(self.stem((half - 127) / 128))
        return similarity(self.last(torch.relu(self.first(x.flatten(1)))))


def similarity(values: Tensor) -> Tensor:
    """(a - 1, b, tx, ty) [n, 4] -> [n, 2, 3]."""
    a, b, x, y = values.unbind(1)
    return torch.stack([torch.stack([1 + a, -b, x], 1), torch.stack([b, 1 + a, y], 1)], 1)


def halved(image: Tensor) -> Tensor:
    """[n, 3, 112, 112] -> [n, 3, 56, 56]."""
    return torch.nn.functional.avg_pool2d(image, 2)


def cut(image: Tensor, found: Tensor, side: int = SIZE) -> Tensor:
    """The crop cut again: image [n, c, 112, 112] sampled where `found` [n, 2, 3] says the proper crop's pixels lie -> [n, c, side, side]. Black outside."""
    grid = affine_grid(found, [len(image), image.shape[1], side, side], align_corners=False)
    return grid_sample(image, grid, mode="bilinear", padding_mode="zeros", align_corners=False)


def compose(after: Tensor, before: Tensor) -> Tensor:
    """[n, 2, 3] of `before`, then `after`."""
    return torch.cat([after[:, :, :2] @ before[:, :, :2], after[:, :, :2] @ before[:, :, 2:] + after[:, :, 2:]], 2)


def in_pixels(found: Tensor) -> Tensor:
    """A similarity [n, 2, 3] of unit coordinates in crop pixels: what the contract calls `alignment`."""
    linear, middle = found[:, :, :2], (SIZE - 1) / 2
    return torch.cat([linear, middle + SIZE / 2 * found[:, :, 2:] - middle * linear.sum(2, keepdim=True)], 2)


def in_units(points: Tensor) -> Tensor:
    """Crop pixels -> unit coordinates."""
    return (points + 0.5) * (2 / SIZE) - 1


def mapped(found: Tensor, points: Tensor) -> Tensor:
    """Points [p, 2] under each similarity [n, 2, 3] -> [n, p, 2]."""
    return points @ found[:, :, :2].mT + found[:, :, 2][:, None]
