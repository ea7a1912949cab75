"""Seeded degradations: the same picture and seed give the same bytes.

Two families. `degrade` spoils a picture in one way, sometimes in two, as the evaluation does. `chain` passes it through a camera,
a screen and a network: several milder steps, one after the other, after Wang et al. 2021 (Real-ESRGAN, arXiv 2107.10833).
Neither holds a kind that the evaluation keeps as unseen by any training (bench/evaluate/inputs/degrade/unseen.ts).
"""

from __future__ import annotations

import zlib

import cv2
import numpy as np

DEGRADATIONS = ("blur", "resample", "motion", "jpeg", "dark", "noise")


def degradation_seed(key: str, version: int) -> list[int]:
    return [zlib.crc32(key.encode()), version]


def version_of(image: np.ndarray, key: str, version: int) -> np.ndarray:
    """The picture as it is (0), spoilt in one way or two (odd versions), or passed through a chain (even ones)."""
    if version == 0:
        return image
    return (degrade if version % 2 else chain)(image, degradation_seed(key, version))


def degrade(image: np.ndarray, seed) -> np.ndarray:
    """RGB uint8 [h, w, 3] with one seeded defect, in 30% of the cases a second. Strengths are in source px."""
    rng = np.random.default_rng(seed)
    count = 2 if rng.random() < 0.3 else 1
    for kind in rng.permutation(len(DEGRADATIONS))[:count]:
        image = degrade_once(image, DEGRADATIONS[kind], rng)
    return image


def degrade_once(image: np.ndarray, kind: str, rng: np.random.Generator) -> np.ndarray:
    h, w = image.shape[:2]
    match kind:
        case "blur":
            return cv2.GaussianBlur(image, (0, 0), rng.uniform(1, 5))
        case "resample":
            factor = rng.uniform(2, 9)
            small = cv2.resize(image, (max(1, round(w / factor)), max(1, round(h / factor))), interpolation=cv2.INTER_AREA)
            return cv2.resize(small, (w, h), interpolation=cv2.INTER_LINEAR)
        case "motion":
            return cv2.filter2D(image, -1, motion_kernel(length=rng.uniform(5, 22), angle=rng.uniform(0, np.pi)))
        case "jpeg":
            return through_jpeg(image, quality=int(rng.integers(2, 21)))
        case "dark":
            return noisy(image * rng.uniform(0.05, 0.4), rng.uniform(2, 10), rng)
        case "noise":
            return noisy(image.astype(np.float64), rng.uniform(10, 60), rng)
    raise ValueError(kind)


def through_jpeg(image: np.ndarray, quality: int) -> np.ndarray:
    """RGB uint8 [h, w, 3] written as JPEG and read again. OpenCV writes BGR: JPEG keeps green best and blue worst."""
    _, code = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(code, cv2.IMREAD_COLOR_RGB)


def motion_kernel(length: float, angle: float) -> np.ndarray:
    """float32 [s, s]: a line of `length` px through the middle."""
    side = 2 * int(np.ceil(length / 2)) + 1
    kernel = np.zeros((side, side), np.float32)
    reach = length / 2 * np.array([np.cos(angle), np.sin(angle)])
    start, end = side // 2 - reach, side // 2 + reach
    cv2.line(kernel, tuple(int(v) for v in np.round(start)), tuple(int(v) for v in np.round(end)), 1.0)
    return kernel / kernel.sum()


def chain(image: np.ndarray, seed) -> np.ndarray:
    """RGB uint8 [h, w, 3] through at least two of blur, resampling, low light, noise and JPEG, in this order."""
    rng = np.random.default_rng(seed)
    steps = (softened, resampled, underexposed, grainy, compressed)
    chosen = np.flatnonzero(rng.random(len(steps)) < (0.6, 0.6, 0.3, 0.4, 0.6))
    if len(chosen) < 2:
        chosen = np.sort(rng.permutation(len(steps))[:2])
    for step in chosen:
        image = steps[step](image, rng)
    return image


def softened(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A Gaussian of two widths, 0.4 to 4 px, turned any way: between focus and motion."""
    wide, narrow = np.sort(np.exp(rng.uniform(np.log(0.4), np.log(4), 2)))[::-1]
    angle = rng.uniform(0, np.pi)
    reach = int(np.ceil(3 * wide))
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    along, across = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    kernel = np.exp(-0.5 * ((along / wide) ** 2 + (across / narrow) ** 2))
    return cv2.filter2D(image, -1, kernel / kernel.sum())


def resampled(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Reduced 1.3 to 6 times and enlarged again, each with a kernel of its own; some alias, some ring."""
    h, w = image.shape[:2]
    factor = np.exp(rng.uniform(np.log(1.3), np.log(6)))
    down = (cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_NEAREST)[rng.integers(4)]
    up = (cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_LANCZOS4, cv2.INTER_NEAREST)[rng.integers(4)]
    small = cv2.resize(image, (max(1, round(w / factor)), max(1, round(h / factor))), interpolation=down)
    return cv2.resize(small, (w, h), interpolation=up)


def underexposed(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """5 to 60% of the light, counted in few photons; half of the pictures are brightened again, their noise with them."""
    light, photons = np.exp(rng.uniform(np.log(0.05), np.log(0.6))), np.exp(rng.uniform(np.log(30), np.log(3000)))
    dark = rng.poisson(image / 255 * light * photons) / photons
    gain = 1 / light if rng.random() < 0.5 else 1.0
    return np.clip(np.round(255 * gain * dark), 0, 255).astype(np.uint8)


def grainy(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Noise of sd 3 to 35 grey levels, of every channel by itself or of all alike, in grains of 1 to 3 px."""
    sigma, grain = rng.uniform(3, 35), int(rng.integers(1, 4))
    h, w = image.shape[:2]
    channels = 3 if rng.random() < 0.5 else 1
    noise = rng.standard_normal((-(-h // grain), -(-w // grain), channels))
    noise = noise.repeat(grain, axis=0).repeat(grain, axis=1)[:h, :w]
    return np.clip(np.round(image + sigma * noise), 0, 255).astype(np.uint8)


def compressed(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """JPEG of quality 5 to 50, in one of three pictures twice on shifted blocks."""
    for shift in (0, int(rng.integers(1, 8)))[: 2 if rng.random() < 1 / 3 else 1]:
        moved = np.roll(image, (shift, shift), (0, 1))
        image = np.roll(through_jpeg(moved, quality=int(rng.integers(5, 51))), (-shift, -shift), (0, 1))
    return image


def noisy(image: np.ndarray, sigma: float, rng: np.random.Generator) -> np.ndarray:
    """Float [h, w, 3] with Gaussian noise of sigma grey levels, back to uint8."""
    return np.clip(np.round(image + sigma * rng.standard_normal(image.shape)), 0, 255).astype(np.uint8)
