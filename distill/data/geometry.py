"""From five landmarks to a 112 x 112 crop, and every seeded way to get that wrong.

The browser does the same in TypeScript. What both must agree on is written here and proved by two fixtures
(`python -m distill.make_fixtures`).

Spaces. Source pixels and crop pixels, pixel centres at whole numbers, y down. Five points in template order: right eye
(the person's right, the viewer's left), left eye, nose tip, right mouth corner, left mouth corner. IED = inter-eye
distance in source px, at least 0.35 x the distance between the middle of the eyes and the middle of the mouth corners.

Generator: mulberry32. State a = seed (uint32). Each draw, all arithmetic mod 2^32, imul = the low 32 bits of a product:
    a = a + 0x6D2B79F5
    t = imul(a ^ (a >>> 15), a | 1)
    t = (t + imul(t ^ (t >>> 7), t | 61)) ^ t
    u = (t ^ (t >>> 14)) / 2^32                         in [0, 1)

Misalignment. Ten draws, right eye x, y, left eye x, y, nose x, y, right mouth x, y, left mouth x, y; each coordinate
moves by (2u - 1) * jitter * IED, the IED that of the points as given. Least squares (Umeyama) on the moved points gives
M, source -> crop. Then, in crop space, about the face centre c = (56, 72):
    M' = Shift(112 shift_x, 112 shift_y) . T(c) . Rot(rotation) . Scale(scale) . T(-c) . M
    Rot(t) = [[cos t, -sin t], [sin t, cos t]]           positive turns the picture clockwise on the screen

Warp. cv2.warpAffine, INTER_LINEAR, BORDER_CONSTANT 0, to 112 x 112. Let s = source px per crop px. From s = 2 on the
source is first averaged over f x f blocks, f = 2^floor(log2 s) (a block at the edge averages the pixels it has; rounded
to the nearest, halves up), and level coordinates are x_level = (x + 0.5) / f - 0.5.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

SIZE = 112
CENTRE = (56.0, 72.0)                                   # of the face, in crop px
TEMPLATE = np.array(                                    # ArcFace, crop px
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]]
)


def mulberry32(seed: int):
    """Yields floats in [0, 1); the same ones as the TypeScript side for the same seed."""
    mask = 0xFFFFFFFF
    a = seed & mask
    while True:
        a = (a + 0x6D2B79F5) & mask
        t = ((a ^ (a >> 15)) * (a | 1)) & mask
        t = ((t + ((t ^ (t >> 7)) * (t | 61))) & mask) ^ t
        yield (t ^ (t >> 14)) / 2**32


@dataclass(frozen=True)
class Misalignment:
    """A seeded error on top of a procedure. The default is none at all."""

    jitter: float = 0.0                                 # fraction of the IED
    seed: int = 0                                       # of the jitter
    rotation: float = 0.0                               # degrees, clockwise on the screen
    scale: float = 1.0                                  # factor
    shift_x: float = 0.0                                # fraction of the crop's side
    shift_y: float = 0.0


P24 = (
    *(Misalignment(jitter=p, seed=seed) for p in (0.10, 0.20) for seed in range(1, 9)),
    Misalignment(rotation=-15.0),
    Misalignment(rotation=15.0),
    Misalignment(scale=0.85),
    Misalignment(scale=1.15),
    Misalignment(shift_x=-0.08),
    Misalignment(shift_x=0.08),
    Misalignment(shift_y=-0.08),
    Misalignment(shift_y=0.08),
)
P6 = tuple(Misalignment(jitter=p, seed=seed) for p in (0.10, 0.20) for seed in (1, 2, 3))


def inter_eye_distance(points: np.ndarray) -> float:
    """IED of points [5, 2] in their own pixels, never under 0.35 x eyes' middle to mouth's middle (profiles)."""
    right_eye, left_eye, _, right_mouth, left_mouth = points
    to_mouth = (right_mouth + left_mouth) / 2 - (right_eye + left_eye) / 2
    return max(float(np.hypot(*(left_eye - right_eye))), 0.35 * float(np.hypot(*to_mouth)))


def umeyama(points: np.ndarray, target: np.ndarray = TEMPLATE) -> np.ndarray:
    """Least-squares similarity [2, 3] that takes points [n, 2] to target [n, 2]; no reflection."""
    # In the plane the closed form needs no SVD: with centred complex numbers z -> w, the best factor is <z, w> / <z, z>.
    mean, target_mean = points.mean(0), target.mean(0)
    x, y = (points - mean).T
    u, v = (target - target_mean).T
    norm = (x * x + y * y).sum()
    a, b = (x * u + y * v).sum() / norm, (x * v - y * u).sum() / norm
    linear = np.array([[a, -b], [b, a]])
    return np.column_stack([linear, target_mean - linear @ mean])


def jittered(points: np.ndarray, jitter: float, seed: int) -> np.ndarray:
    """A moved copy of points [5, 2]; the points themselves stay as they are."""
    draw = mulberry32(seed)
    u = np.array([next(draw) for _ in range(10)]).reshape(5, 2)
    return points + (2 * u - 1) * jitter * inter_eye_distance(points)


def about_centre(rotation: float = 0.0, scale: float = 1.0, shift: tuple[float, float] = (0.0, 0.0)) -> np.ndarray:
    """Crop -> crop transform [2, 3]: rotation (degrees) and scale about the face centre, then shift (crop px)."""
    a, b = scale * math.cos(math.radians(rotation)), scale * math.sin(math.radians(rotation))
    linear = np.array([[a, -b], [b, a]])
    centre = np.array(CENTRE)
    return np.column_stack([linear, centre - linear @ centre + np.array(shift)])


def compose(after: np.ndarray, before: np.ndarray) -> np.ndarray:
    """[2, 3] of `before`, then `after`."""
    return np.column_stack([after[:, :2] @ before[:, :2], after[:, :2] @ before[:, 2] + after[:, 2]])


def inverted(transform: np.ndarray) -> np.ndarray:
    """[2, 3] of the way back."""
    linear = np.linalg.inv(transform[:, :2])
    return np.column_stack([linear, -linear @ transform[:, 2]])


def align(points: np.ndarray, error: Misalignment | None = None) -> np.ndarray:
    """Source -> crop transform [2, 3] from landmarks [5, 2] in source px: properly, or with a misalignment."""
    if error is None:
        return umeyama(points)
    moved = jittered(points, error.jitter, error.seed) if error.jitter else points
    return compose(displacement(error), umeyama(moved))


def align_box(box: np.ndarray, error: Misalignment | None = None) -> np.ndarray:
    """Source -> crop transform [2, 3] from a face box (x, y, w, h): a square of the longer side, no rotation. A box has no
    landmarks, so of an error only what moves the whole crop counts."""
    x, y, w, h = box
    scale = SIZE / max(w, h)
    # The box's edges are pixel edges: its middle goes to the crop's middle, (112 - 1) / 2 where centres are whole.
    transform = np.array([[scale, 0, (SIZE - 1) / 2 - scale * (x + w / 2 - 0.5)],
                          [0, scale, (SIZE - 1) / 2 - scale * (y + h / 2 - 0.5)]])
    return compose(displacement(error), transform) if error else transform


def displacement(error: Misalignment) -> np.ndarray:
    """Crop -> crop [2, 3]: the part of an error that moves the whole crop."""
    return about_centre(error.rotation, error.scale, (SIZE * error.shift_x, SIZE * error.shift_y))


def block_mean(image: np.ndarray, f: int) -> np.ndarray:
    """uint8 [h, w, c] averaged over f x f blocks to [ceil(h / f), ceil(w / f), c]; halves round up."""
    h, w = image.shape[:2]
    rows, columns = np.arange(0, h, f), np.arange(0, w, f)
    total = np.add.reduceat(np.add.reduceat(image.astype(np.int64), rows, axis=0), columns, axis=1)
    count = np.outer(np.minimum(f, h - rows), np.minimum(f, w - columns))[..., None]
    return ((2 * total + count) // (2 * count)).astype(np.uint8)


def warp(image: np.ndarray, transform: np.ndarray) -> np.ndarray:
    """uint8 [h, w, 3] under a source -> crop transform [2, 3] -> crop uint8 [112, 112, 3]; black outside."""
    source_per_crop = 1 / math.hypot(transform[0, 0], transform[1, 0])
    if source_per_crop >= 2:
        f = 2 ** math.floor(math.log2(source_per_crop))
        image = block_mean(image, f)
        to_source = np.array([[f, 0, (f - 1) / 2], [0, f, (f - 1) / 2]])
        transform = compose(transform, to_source)
    return cv2.warpAffine(image, transform, (SIZE, SIZE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
