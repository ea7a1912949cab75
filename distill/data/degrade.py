"""Seeded degradations: the same picture and seed give the same bytes."""

from __future__ import annotations

import zlib

import cv2
import numpy as np

DEGRADATIONS = ("blur", "resample", "motion", "jpeg", "dark", "noise")


def degradation_seed(key: str, version: int) -> list[int]:
    return [zlib.crc32(key.encode()), version]


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
            length, angle = rng.uniform(5, 22), rng.uniform(0, np.pi)
            side = 2 * int(np.ceil(length / 2)) + 1
            kernel = np.zeros((side, side), np.float32)
            reach = length / 2 * np.array([np.cos(angle), np.sin(angle)])
            start, end = side // 2 - reach, side // 2 + reach
            cv2.line(kernel, tuple(int(v) for v in np.round(start)), tuple(int(v) for v in np.round(end)), 1.0)
            return cv2.filter2D(image, -1, kernel / kernel.sum())
        case "jpeg":
            quality = int(rng.integers(2, 21))
            _, code = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
            return cv2.imdecode(code, cv2.IMREAD_COLOR)
        case "dark":
            return noisy(image * rng.uniform(0.05, 0.4), rng.uniform(2, 10), rng)
        case "noise":
            return noisy(image.astype(np.float64), rng.uniform(10, 60), rng)
    raise ValueError(kind)


def noisy(image: np.ndarray, sigma: float, rng: np.random.Generator) -> np.ndarray:
    """Float [h, w, 3] with Gaussian noise of sigma grey levels, back to uint8."""
    return np.clip(np.round(image + sigma * rng.standard_normal(image.shape)), 0, 255).astype(np.uint8)
