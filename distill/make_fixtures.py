"""Writes the fixtures that hold the TypeScript geometry, stability and evaluation to numpy and OpenCV. From the repo's root: python -m distill.make_fixtures

`build()` is separate so that a test can tell whether the committed files are up to date.
"""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import asdict
from itertools import islice
from pathlib import Path

import cv2
import numpy as np

from .data.geometry import P6, P24, Misalignment, about_centre, align, inter_eye_distance, mulberry32, umeyama, warp
from .paths import ROOT
from .reference.agreement import intra_class_correlation, rank_of_harm
from .reference.edc import edc, pauc, threshold_at_fmr
from .reference.verification import figures, verification

WARP = ROOT / "src/domain/geometry/warp.fixture.json"
MISALIGNMENT = ROOT / "src/domain/alignment/misalignment.fixture.json"
STABILITY = ROOT / "src/domain/quality/stability.fixture.json"
EVALUATION = ROOT / "src/domain/evaluation/evaluation.fixture.json"
FIGURES = ROOT / "src/domain/evaluation/figures/evaluate.fixture.json"

FRONTAL = np.array([[91.3, 122.8], [150.9, 119.2], [121.7, 158.4], [98.6, 186.1], [148.2, 183.9]])
PROFILE = np.array([[61.2, 80.4], [66.9, 79.7], [38.3, 103.5], [55.4, 127.8], [60.1, 127.2]])   # the eyes nearly coincide


def synthetic(width: int, height: int, seed: int) -> np.ndarray:
    """RGB uint8 [height, width, 3]: gradients, hard-edged bars, a disc and a corner of noise. Deflates well."""
    y, x = np.mgrid[0:height, 0:width]
    image = np.stack([x * 160 // width, y * 8 // height * 30, (x + y) // 16 * 16 % 256], axis=-1)
    image[(x // 6 % 2 == 0) & (y > 0.75 * height)] = 255
    image[np.hypot(x - 0.6 * width, y - 0.4 * height) < 0.15 * height] = (250, 10, 90)
    draw = mulberry32(seed)
    rows, columns = min(height // 4, 24), min(width // 4, 32)
    image[:rows, :columns] = [[[256 * next(draw) for _ in range(3)] for _ in range(columns)] for _ in range(rows)]
    return image.astype(np.uint8)


def scaled(factor: float, rotation: float, source: tuple[float, float], crop: tuple[float, float]) -> np.ndarray:
    """Source -> crop transform [2, 3] with the source point landing on the crop point."""
    linear = about_centre(rotation, factor)[:, :2]
    return np.column_stack([linear, np.array(crop) - linear @ np.array(source)])


def packed(pixels: np.ndarray) -> str:
    return base64.b64encode(zlib.compress(pixels.tobytes(), 9)).decode()


def header(what: str) -> dict:
    return {"what": what, "script": "python -m distill.make_fixtures", "numpy": np.__version__, "cv2": cv2.__version__}


def warp_fixture() -> dict:
    sources = {"small": synthetic(96, 80, seed=1), "wide": synthetic(301, 203, seed=2)}
    cases = [
        ("shifted by part of a pixel", "small", scaled(1, 0, (48.5, 40.25), (56, 56))),
        ("rotated", "small", scaled(1.1, 25, (48, 40), (56, 60))),
        ("magnified", "small", scaled(3.7, -8, (50, 40), (56, 56))),
        ("border-crossing", "small", scaled(0.9, -40, (5, 70), (56, 72))),
        ("just short of a mip level", "wide", scaled(1 / 1.97, 12, (150, 100), (56, 56))),
        ("minified, s = 2.6", "wide", scaled(1 / 2.6, 10, (150, 100), (56, 60))),
        ("minified, s = 5.3", "wide", scaled(1 / 5.3, -17, (150, 100), (56, 56))),
    ]
    return {
        "header": header("crops by cv2.warpAffine (INTER_LINEAR, border 0) after the mip rule of distill/data/geometry.py"),
        "encoding": "sources' rgb and crops: base64 of zlib-deflated RGB rows, [height, width, 3] and [112, 112, 3]",
        "tolerance": "one grey level",
        "sources": {
            name: {"width": image.shape[1], "height": image.shape[0], "rgb": packed(image)} for name, image in sources.items()
        },
        "cases": [
            {"name": name, "source": source, "transform": transform.ravel().tolist(), "crop": packed(warp(sources[source], transform))}
            for name, source, transform in cases
        ],
    }


def error_json(error: Misalignment) -> dict:
    """With the names of the TypeScript side."""
    fields = asdict(error)
    return {**{key: fields[key] for key in ("jitter", "seed", "rotation", "scale")}, "shiftX": error.shift_x, "shiftY": error.shift_y}


def misalignment_fixture() -> dict:
    combined = Misalignment(jitter=0.15, seed=42, rotation=7.5, scale=1.08, shift_x=-0.03, shift_y=0.05)
    faces = {"frontal": FRONTAL, "profile": PROFILE}
    return {
        "header": header("the generator, the least-squares similarity and the misalignments of distill/data/geometry.py"),
        "matrices": "[a, b, tx, c, d, ty], row-major 2 x 3, source to crop",
        "mulberry32": [{"seed": seed, "draws": list(islice(mulberry32(seed), 12))} for seed in (0, 1, 2, 8, 42, 123456789, 2**32 - 1)],
        "faces": [
            {
                "name": name,
                "landmarks": points.tolist(),
                "ied": inter_eye_distance(points),
                "umeyama": umeyama(points).ravel().tolist(),
                "p24": [{"misalignment": error_json(e), "transform": align(points, e).ravel().tolist()} for e in P24],
                "p6": [{"misalignment": error_json(e), "transform": align(points, e).ravel().tolist()} for e in P6],
                "combined": {"misalignment": error_json(combined), "transform": align(points, combined).ravel().tolist()},
            }
            for name, points in faces.items()
        ],
    }


def stability_fixture() -> dict:
    reference, *misaligned = (round(100 * u, 1) for u in islice(mulberry32(24), 1 + len(P24)))
    changes = np.array(misaligned) - reference
    return {
        "header": header("spread and worst change of made-up scores, as docs/stability.md defines them"),
        "reference": reference,
        "misaligned": misaligned,
        "spread": float(np.sqrt(np.mean(changes**2))),
        "worst": float(np.abs(changes).max()),
    }


def evaluation_fixture() -> dict:
    rng = np.random.default_rng(7)
    quality = rng.integers(0, 60, 150) / 10             # many ties
    wrong = rng.random(150) < 1 / (1 + np.exp(quality - 1))
    impostors = rng.normal(0, 0.1, 3000).round(4)
    errors, margin, image_quality = rng.poisson(0.6, 80), rng.normal(0.2, 0.2, 80).round(3), rng.normal(0, 1, 80).round(3)
    errors[40:], margin[40:] = errors[:40], margin[:40]  # ties in harm as well
    procedures = (rng.normal(50, 20, (30, 1)) + rng.normal(0, 8, (30, 11)) + np.arange(11)).round(2)
    discarded, fnmr = edc(quality, wrong)
    counts = rng.poisson(1, len(impostors))
    return {
        "header": header("error-versus-discard, rank of harm and intra-class correlation of made-up numbers, by distill/reference/edc.py and distill/reference/agreement.py"),
        "comparisons": {"quality": quality.tolist(), "falseNonMatch": wrong.astype(int).tolist()},
        "edc": {"discarded": discarded.tolist(), "fnmr": fnmr.tolist()},
        "pauc": {str(limit): pauc(quality, wrong, limit) for limit in (0.2, 0.3)},
        "impostors": impostors.tolist(),
        "thresholds": {str(fmr): threshold_at_fmr(impostors, fmr) for fmr in (1e-3, 1e-2)},
        "drawn": {"counts": counts.tolist(), "thresholds": {str(fmr): threshold_at_fmr(impostors, fmr, counts) for fmr in (1e-3, 1e-2)}},
        "matches": {str(fmr): int((impostors >= threshold_at_fmr(impostors, fmr)).sum()) for fmr in (1e-3, 1e-2)},
        "images": {"errors": errors.tolist(), "margin": margin.tolist(), "quality": image_quality.tolist()},
        "rankOfHarm": {str(alpha): rank_of_harm(errors, margin, image_quality, alpha) for alpha in (0, 3)},
        "procedures": procedures.tolist(),
        "intraClassCorrelation": intra_class_correlation(procedures),
    }


def figures_fixture() -> dict:
    """A made-up set under two conditions; of some images there is no crop, of others no score."""
    rng = np.random.default_rng(11)
    people = np.repeat(np.arange(16), (1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 6))
    n, fmr = len(people), 0.02
    centres, blur = rng.normal(size=(16, 12)), rng.uniform(0.1, 1.2, n)   # the more blur, the further from the person's centre
    unit32 = lambda v: (v / np.linalg.norm(v, axis=1, keepdims=True)).astype(np.float32)  # noqa: E731
    seen = {condition: unit32(centres[people] + (blur + more)[:, None] * rng.normal(size=(n, 12))) for condition, more in (("proper", 0), ("moved", 0.2))}
    seen["moved"][[4, 30]] = np.nan
    said = {
        name: {condition: (-blur + rng.normal(0, noise, n) - shift).round(1) for condition, shift in (("proper", 0.0), ("moved", 0.3))}
        for name, noise in (("sharp", 0.2), ("dull", 0.8))
    }
    for scores in said["dull"].values():
        scores[[2, 17]] = np.nan
    a, b = np.triu_indices(n, 1)
    genuine = people[a] == people[b]
    listed = genuine | (rng.random(len(a)) < 0.2)
    pairs, genuine = np.stack([a, b], axis=1)[listed], genuine[listed]
    rows = []
    for condition, moves, impostors in [("proper", "quality", "listed"), ("proper", "quality", "all"), ("moved", "quality", "listed"), ("moved", "both", "all")]:
        e = seen[condition if moves == "both" else "proper"].astype(np.float64)
        usable = np.isfinite(e[:, 0]) & np.all([np.isfinite(scores[condition]) for scores in said.values()], axis=0)
        found = verification(np.nan_to_num(e), people, pairs, genuine, usable, impostors == "all", fmr)
        for method, scores in said.items():
            proper = None if condition == "proper" else scores["proper"]
            rows.append({"condition": condition, "moves": moves, "impostors": impostors, "method": method, **figures(found, scores[condition], proper, usable)})
    listed_json = lambda values: [None if np.isnan(v) else float(v) for v in values.ravel()]  # noqa: E731
    return {
        "header": header("figures of made-up embeddings and scores, by distill/reference/verification.py"),
        "fmr": fmr,
        "people": people.tolist(),
        "pairs": {"one": pairs[:, 0].tolist(), "other": pairs[:, 1].tolist(), "isGenuine": genuine.astype(int).tolist()},
        "embeddings": {condition: listed_json(values) for condition, values in seen.items()},
        "scores": {name: {condition: listed_json(values) for condition, values in scores.items()} for name, scores in said.items()},
        "rows": rows,
    }


def build() -> dict[Path, dict]:
    return {
        WARP: warp_fixture(), MISALIGNMENT: misalignment_fixture(), STABILITY: stability_fixture(),
        EVALUATION: evaluation_fixture(), FIGURES: figures_fixture(),
    }


if __name__ == "__main__":
    for path, content in build().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, indent=1) + "\n")
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1024:.0f} KiB")
