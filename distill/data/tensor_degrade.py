"""The defects of `degrade.degrade` in batches, on any device.

    degraded = degrade(pictures, [draw(degradation_seed(face.key, version)) for face in faces], generator)

The same seed draws the same kinds and strengths. What comes of them is not the same to the bit. Motion is within one grey level,
blur and resampling within two; JPEG a quarter on average, more where a coefficient is rounded the other way. Noise is another draw
of the same distribution, and a second defect after noise has a strength of its own. Chains (`degrade.chain`) stay with the CPU.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d, interpolate

from .degrade import DEGRADATIONS, motion_kernel
from .tensor_crops import Pictures


@dataclass(frozen=True)
class Defect:
    """One of DEGRADATIONS and how strong it is."""

    kind: str
    strength: tuple[float, ...]                         # see STRENGTHS


STRENGTHS = {                                           # what degrade.degrade_once draws, in its order
    "blur": lambda rng: (rng.uniform(1, 5),),           # sigma, px
    "resample": lambda rng: (rng.uniform(2, 9),),       # factor
    "motion": lambda rng: (rng.uniform(5, 22), rng.uniform(0, np.pi)),                     # length, px; angle
    "jpeg": lambda rng: (int(rng.integers(2, 21)),),    # quality
    "dark": lambda rng: (rng.uniform(0.05, 0.4), rng.uniform(2, 10)),                      # light; noise sigma, grey levels
    "noise": lambda rng: (rng.uniform(10, 60),),        # sigma, grey levels
}


def draw(seed) -> list[Defect]:
    """What `degrade.degrade` does to a picture with this seed: one defect, in 30% of the cases two."""
    rng = np.random.default_rng(seed)
    count = 2 if rng.random() < 0.3 else 1
    kinds = [DEGRADATIONS[kind] for kind in rng.permutation(len(DEGRADATIONS))[:count]]
    return [Defect(kind, STRENGTHS[kind](rng)) for kind in kinds]


def degrade(pictures: Pictures, defects: list[list[Defect]], generator: torch.Generator) -> Pictures:
    """Each picture with its own defects, in order; none leave it as it is. `generator` draws the noise, on the pictures' device."""
    pixels = pictures.pixels.clone()
    for place in range(max(map(len, defects), default=0)):
        for kind in DEGRADATIONS:
            own = [i for i, found in enumerate(defects) if len(found) > place and found[place].kind == kind]
            if own:
                chosen = torch.tensor(own, device=pixels.device)
                strengths = [defects[i][place].strength for i in own]
                pixels[chosen] = degrade_once(Pictures(pixels[chosen], pictures.sizes[chosen]), kind, strengths, generator)
    return Pictures(pixels, pictures.sizes)


def degrade_once(pictures: Pictures, kind: str, strengths: list[tuple[float, ...]], generator: torch.Generator) -> Tensor:
    """Pictures with one kind of defect, each of its own strength -> uint8 [n, 3, H, W]."""
    match kind:
        case "blur":
            out = filtered(pictures, [blur_kernel(*strength) for strength in strengths])
        case "resample":
            out = resampled(pictures, column(strengths, 0, pictures))
        case "motion":
            out = filtered(pictures, [motion_kernel(*strength) for strength in strengths])
        case "jpeg":
            out = compressed(pictures, column(strengths, 0, pictures))
        case "dark":
            light, sigma = (column(strengths, i, pictures)[:, None, None, None] for i in (0, 1))
            out = light * pictures.pixels + sigma * standard_normal(pictures, generator)
        case "noise":
            out = pictures.pixels + column(strengths, 0, pictures)[:, None, None, None] * standard_normal(pictures, generator)
        case _:
            raise ValueError(kind)
    return masked(out.round().clamp(0, 255), pictures.sizes).to(torch.uint8)


def column(strengths: list[tuple[float, ...]], i: int, pictures: Pictures) -> Tensor:
    return torch.tensor([strength[i] for strength in strengths], dtype=torch.float32, device=pictures.pixels.device)


def standard_normal(pictures: Pictures, generator: torch.Generator) -> Tensor:
    return torch.randn(pictures.pixels.shape, generator=generator, device=pictures.pixels.device)


def masked(pixels: Tensor, sizes: Tensor) -> Tensor:
    """Black outside the pictures."""
    rows, columns = (torch.arange(pixels.shape[2 + axis], device=pixels.device) < sizes[:, axis, None] for axis in (0, 1))
    return pixels * (rows[:, None, :, None] & columns[:, None, None, :])


def blur_kernel(sigma: float) -> np.ndarray:
    """[s, s], as far as cv2.GaussianBlur reaches for bytes."""
    line = cv2.getGaussianKernel(round(6 * sigma + 1) | 1, sigma)
    return line @ line.T


def filtered(pictures: Pictures, kernels: list[np.ndarray]) -> Tensor:
    """Each picture under its own kernel, mirrored at its own edges (cv2's BORDER_REFLECT_101) -> float [n, 3, H, W]."""
    height, width = pictures.pixels.shape[2:]
    reach = max(len(kernel) for kernel in kernels) // 2
    extended = gathered(pictures, reach, mirrored)
    aligned = np.zeros((len(kernels), 1, 2 * reach + 1, 2 * reach + 1), np.float32)
    for place, kernel in zip(aligned, kernels):
        inset = reach - len(kernel) // 2
        place[0, inset : inset + len(kernel), inset : inset + len(kernel)] = kernel
    size = extended.shape[2:]
    spectrum = torch.fft.rfft2(extended) * torch.fft.rfft2(torch.from_numpy(aligned).to(extended.device), s=size).conj()
    return torch.fft.irfft2(spectrum, s=size)[:, :, :height, :width]


def gathered(pictures: Pictures, reach: int, inside: Callable[[Tensor, Tensor], Tensor]) -> Tensor:
    """The pictures with `reach` more pixels on every side -> float [n, 3, H + 2 reach, W + 2 reach]; `inside(position, size)` names
    the pixel to take for a position."""
    out = pictures.pixels.float()
    for axis in (0, 1):
        position = torch.arange(-reach, out.shape[2 + axis] + reach, device=out.device)
        index = inside(position, pictures.sizes[:, axis, None])                                      # [n, length]
        index = index[:, None, :, None] if axis == 0 else index[:, None, None, :]
        shape = list(out.shape)
        shape[2 + axis] = len(position)
        out = out.gather(2 + axis, index.expand(shape))
    return out


def mirrored(position: Tensor, size: Tensor) -> Tensor:
    """... 2 1 | 0 1 2 ... n - 1 | n - 2 ..."""
    period = (2 * (size - 1)).clamp(min=1)
    within = position % period
    return torch.minimum(within, period - within) * (size > 1)


def repeated(position: Tensor, size: Tensor) -> Tensor:
    """0 0 | 0 1 2 ... n - 1 | n - 1 ..."""
    return position.clamp(min=0).minimum(size - 1)


def resampled(pictures: Pictures, factor: Tensor) -> Tensor:
    """Reduced by area, enlarged again linearly -> float [n, 3, H, W]. Both are products with a matrix for each axis."""
    small = (pictures.sizes / factor[:, None]).round().clamp(min=1).long()
    axes = [(pictures.sizes[:, axis], small[:, axis], pictures.pixels.shape[2 + axis]) for axis in (0, 1)]
    down, up = ([make(*axis) for axis in axes] for make in (by_area, linearly))
    reduced = (down[0] @ pictures.pixels.float() @ down[1].mT).round()
    return up[0] @ reduced @ up[1].mT


def by_area(size: Tensor, small: Tensor, length: int) -> Tensor:
    """[n, 1, length, length]: row i holds how much of each source pixel lies in pixel i of `small`."""
    place = torch.arange(length, device=size.device, dtype=torch.float64)
    scale = (size / small.double())[:, None, None]
    start = place[:, None] * scale
    overlap = torch.minimum(start + scale, place + 1) - torch.maximum(start, place)
    return (overlap.clamp(min=0) / scale * (place[:, None] < small[:, None, None])).float()[:, None]


def linearly(size: Tensor, small: Tensor, length: int) -> Tensor:
    """[n, 1, length, length]: row i holds the weights of the pixels of `small` at pixel i of `size`."""
    place = torch.arange(length, device=size.device, dtype=torch.float64)
    at = (place + 0.5) * (small / size.double())[:, None] - 0.5
    at = at.clamp(min=0).minimum((small - 1).double()[:, None])
    return (1 - (at[:, :, None] - place).abs()).clamp(min=0).float()[:, None]


LUMINANCE = [                                           # the tables of ITU-T T.81, annex K
    [16, 11, 10, 16, 24, 40, 51, 61], [12, 12, 14, 19, 26, 58, 60, 55], [14, 13, 16, 24, 40, 57, 69, 56],
    [14, 17, 22, 29, 51, 87, 80, 62], [18, 22, 37, 56, 68, 109, 103, 77], [24, 35, 55, 64, 81, 104, 113, 92],
    [49, 64, 78, 87, 103, 121, 120, 101], [72, 92, 95, 98, 112, 100, 103, 99],
]
CHROMINANCE = [
    [17, 18, 24, 47, 99, 99, 99, 99], [18, 21, 26, 66, 99, 99, 99, 99], [24, 26, 56, 99, 99, 99, 99, 99], [47, 66, 99, 99, 99, 99, 99, 99],
    *[[99] * 8] * 4,
]
TO_YCC = [[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]]
FROM_YCC = [[1, 0, 1.402], [1, -0.344136, -0.714136], [1, 1.772, 0]]


def compressed(pictures: Pictures, quality: Tensor) -> Tensor:
    """Through JPEG's colours, halved chrominance, cosines and rounding, without its file -> float [n, 3, H, W]."""
    device, (height, width) = pictures.pixels.device, pictures.pixels.shape[2:]
    whole = gathered(pictures, 16, repeated)[:, :, 16:, 16:]
    whole = whole[:, :, : height + -height % 16, : width + -width % 16]
    matrix = lambda rows: torch.tensor(rows, dtype=torch.float32, device=device)  # noqa: E731
    luminance, *chrominance = torch.einsum("ij,njhw->inhw", matrix(TO_YCC), whole - matrix([128.0] * 3)[:, None, None])
    blue_red = avg_pool2d(torch.stack(chrominance, dim=1), 2).round()
    luminance = through_cosines(luminance.round()[:, None], matrix(LUMINANCE), quality)
    blue_red = interpolate(through_cosines(blue_red, matrix(CHROMINANCE), quality), scale_factor=2, mode="bilinear", align_corners=False)
    decoded = torch.cat([luminance, blue_red.round()], dim=1)
    return (torch.einsum("ij,njhw->nihw", matrix(FROM_YCC), decoded) + 128)[:, :, :height, :width]


def through_cosines(planes: Tensor, table: Tensor, quality: Tensor) -> Tensor:
    """[n, c, H, W] around 0, in blocks of 8 x 8: transformed, rounded to the multiples that a quality below 50 keeps, and back."""
    n, c, height, width = planes.shape
    steps = ((table * (5000 // quality[:, None, None]) + 50) // 100).clamp(1, 255)[:, None, None, None]
    place = torch.arange(8, device=planes.device)
    cosines = torch.cos((2 * place + 1) * place[:, None] * torch.pi / 16) / 2                       # [frequency, place]
    cosines[0] /= 2**0.5
    blocks = planes.view(n, c, height // 8, 8, width // 8, 8).transpose(3, 4)                       # [n, c, rows, columns, 8, 8]
    kept = (cosines @ blocks @ cosines.T / steps).round() * steps
    back = (cosines.T @ kept @ cosines).round().clamp(-128, 127)
    return back.transpose(3, 4).reshape(n, c, height, width)
