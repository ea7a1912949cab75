"""How far the locator is off, by how the crop was cut; and what that is worth to a recogniser. On split val, which it has not seen.

    python -m distill.evaluate_locator                  prints both tables, and keeps them in runs/locator.json
    python -m distill.evaluate_locator --name quick

Error: how far the template's five points of the mended crop lie from where the face's own properly aligned crop has them, root mean square over
the five, in % of the template's inter-eye distance; "as cut" is the same of the crop before it is mended. The landmarks themselves are a detector's, and
another good one differs from them by some 6%.

Recognition: FNMR of the judges at the threshold of FMR 1e-3 on properly aligned crops, and FMR at the same threshold, with each set's crops as cut and
mended. The judges took no part in the locator.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .command import says_in_a_line
from .data.faces import Face, half_degraded, val_faces
from .data.geometry import TEMPLATE, Misalignment, align, align_box, inter_eye_distance, warp
from .evaluate_val import pairs_of, rounded, similarities, table
from .locator.ask import asked
from .locator.checkpoint import locator_file, read_locator
from .locator.misaligned_faces import proper_to_crop
from .locator.net import Locator
from .machine import get_ready
from .nets.outside import outside
from .paths import RUNS, data_dir
from .reference.edc import threshold_at_fmr

JUDGES = {"edgeface": "EdgeFace-XS", "paddle": "MobileFaceNet Paddle"}
RECOGNITION = ("proper", "jitter 10%", "jitter 20%", "box")


@dataclass(frozen=True)
class Cut:
    """A way to cut a crop; a draw with a seed of its own for every face."""

    jitter: float = 0.0
    rotation: float = 0.0                               # degrees; the sign is drawn
    scale: float = 1.0
    shift: float = 0.0                                  # of the side, in a direction that is drawn

    def transform(self, face: Face) -> np.ndarray:
        """Source -> crop [2, 3]."""
        seed = zlib.crc32(f"evaluate/{face.key}".encode())
        angle, sign = (seed % 360) * np.pi / 180, 1 if seed & 1024 else -1
        return align(face.points, Misalignment(self.jitter, seed, sign * self.rotation, self.scale, self.shift * np.cos(angle), self.shift * np.sin(angle)))


CUTS: dict[str, Cut | None] = {                         # None: by the face box
    "proper": Cut(), "jitter 10%": Cut(jitter=0.1), "jitter 20%": Cut(jitter=0.2), "jitter 30%": Cut(jitter=0.3),
    "rotation 15°": Cut(rotation=15), "rotation 30°": Cut(rotation=30), "rotation 45°": Cut(rotation=45),
    "scale 0.6": Cut(scale=0.6), "scale 0.85": Cut(scale=0.85), "scale 1.15": Cut(scale=1.15), "scale 1.6": Cut(scale=1.6),
    "shift 8%": Cut(shift=0.08), "shift 16%": Cut(shift=0.16), "box": None,
}


def transform_of(face: Face, condition: str) -> np.ndarray:
    """Source -> crop [2, 3], as the condition cuts the face."""
    chosen = CUTS[condition]
    return chosen.transform(face) if chosen else align_box(face.box)


def errors(found: np.ndarray, true: np.ndarray) -> np.ndarray:
    """How far the template's points are off [n], in % of its inter-eye distance, as the mended crop shows them.

    found, true [n, 2, 3]: proper crop -> crop at hand. The mended crop has a point p of the proper crop at found^-1(true(p)).
    """
    places = TEMPLATE @ true[:, :, :2].transpose(0, 2, 1) + true[:, None, :, 2]                     # [n, 5, 2], in the crop at hand
    back = (places - found[:, None, :, 2]) @ np.linalg.inv(found[:, :, :2]).transpose(0, 2, 1)
    return 100 * np.sqrt(((back - TEMPLATE) ** 2).sum(2).mean(1)) / inter_eye_distance(TEMPLATE)


def location(locator: Locator, faces: list[Face], versions: np.ndarray) -> dict[str, dict[str, float]]:
    """Of each condition the median error as cut, and median and 95th percentile mended."""
    out = {}
    leave_alone = np.tile(np.eye(2, 3), (len(faces), 1, 1))
    for condition in CUTS:
        transforms = [transform_of(face, condition) for face in faces]
        true = np.stack([proper_to_crop(face, transform) for face, transform in zip(faces, transforms)])
        found, _ = asked(locator, np.stack([warp(f.load_version(v), t) for f, v, t in zip(faces, versions, transforms)]))
        off = errors(found, true)
        out[condition] = {
            "as cut": float(np.median(errors(leave_alone, true))), "mended": float(np.median(off)), "95th percentile": float(np.quantile(off, 0.95)),
        }
    return out


def recognition(locator: Locator, faces: list[Face], versions: np.ndarray, data: Path, across_views: bool) -> dict:
    """judge -> condition -> FNMR and FMR, as cut and mended, at one threshold."""
    pairs, genuine = pairs_of(faces, across_views)
    images = {c: np.stack([warp(f.load_version(v), transform_of(f, c)) for f, v in zip(faces, versions)]) for c in RECOGNITION}
    mended = {c: asked(locator, images[c])[1] for c in RECOGNITION}
    out = {}
    for judge, name in JUDGES.items():
        net = outside(judge, data)
        said = {c: {"as cut": similarities(net(images[c]), pairs), "mended": similarities(net(mended[c]), pairs)} for c in RECOGNITION}
        threshold = threshold_at_fmr(said["proper"]["as cut"][~genuine])
        rates = lambda s: {"FNMR": float((s[genuine] < threshold).mean()), "FMR": float((s[~genuine] >= threshold).mean())}  # noqa: E731
        out[name] = {c: {how: rates(values) for how, values in ways.items()} for c, ways in said.items()}
    return out


def groups_of(data: Path) -> dict[str, tuple[list[Face], np.ndarray, bool]]:
    """The sets of split val: faces, their versions, and whether frontal faces are compared with profiles alone."""
    out = {}
    for name, faces in val_faces(data).items():
        half = half_degraded(faces)
        out[f"{name} val"] = faces, 0 * half, name == "cfp"
        out[f"{name} val, half degraded"] = faces, half, name == "cfp"
    return out


def profiles(faces: list[Face]) -> np.ndarray:
    return np.array([face.view == "profile" for face in faces])


@says_in_a_line(ValueError, FileNotFoundError)
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--name", default="locator", help="of the checkpoint")
    parser.add_argument("--data")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args(arguments)
    get_ready(options.threads)
    if not locator_file(options.name).exists():
        raise FileNotFoundError(f"{locator_file(options.name)} is missing: python -m distill.train_locator makes it.")
    locator, data = read_locator(options.name), data_dir(options.data)
    found: dict = {"command": "python -m distill.evaluate_locator", "error": {}, "recognition": {}}
    for name, (faces, versions, across_views) in groups_of(data).items():
        kinds = {"frontal": ~profiles(faces), "profile": profiles(faces)} if across_views else {"": np.ones(len(faces), bool)}
        for kind, chosen in kinds.items():
            found["error"][f"{name} {kind}".strip()] = location(locator, [f for f, is_it in zip(faces, chosen) if is_it], versions[chosen])
        found["recognition"][name] = recognition(locator, faces, versions, data, across_views)
        print(f"{name} done", file=sys.stderr)
    for name, rows in found["error"].items():
        table(f"{name}: off by, % of the inter-eye distance", {c: [f"{v:.1f}" for v in row.values()] for c, row in rows.items()}, ["as cut", "mended", "95%"])
    for name, judges in found["recognition"].items():
        for judge, conditions in judges.items():
            rows = {how: [f"{c[how]['FNMR']:.3f} ({c[how]['FMR']:.4f})" for c in conditions.values()] for how in ("as cut", "mended")}
            table(f"{name}, {judge}: FNMR (FMR)", rows, list(conditions))
    if options.name == "locator":
        (RUNS / "locator.json").write_text(json.dumps(rounded(found), indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
