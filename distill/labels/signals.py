"""What the label models and the judge say about properly aligned crops, computed once and cached.

    python -m distill.labels.signals train 0        the training faces as they are (0) or in their k-th degradation
    python -m distill.labels.signals val 0          the validation faces, with the judge

The cache's name carries a hash of what went in (faces, crops, model, preprocessing), so no stale file is ever read.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from pathlib import Path

import numpy as np

from ..data.faces import Face, lfw_faces, train_faces, val_faces
from ..data.geometry import align, warp
from ..nets.outside import outside
from ..paths import CACHE, data_dir

LABELLERS = ("npm", "y1", "paddle", "lightqnet")        # npm is also the teacher
JUDGE = "edgeface"                                      # judges, and does nothing else


def faces_of(which: str, data: Path) -> list[Face]:
    match which:
        case "train":
            return train_faces(data)
        case "val":
            return [face for faces in val_faces(data).values() for face in faces]
        case "lfw":
            return lfw_faces(data)
    raise ValueError(which)


def aligned_crop(face: Face, version: int) -> np.ndarray:
    """RGB uint8 [112, 112, 3], properly aligned."""
    return warp(face.load_version(version), align(face.points))


def signals(which: str, version: int, data: Path, names: tuple[str, ...] = LABELLERS) -> dict[str, np.ndarray]:
    """Each model's raw output over the faces of `which`: name -> float32 [n, d]."""
    faces = faces_of(which, data)
    if JUDGE in names and which == "train":
        raise ValueError("The judge never sees a training face.")
    digest = hashlib.sha256()
    digest.update("".join(face.key for face in faces).encode())
    for face in faces[:16]:                             # a changed warp, alignment or degradation changes these
        digest.update(aligned_crop(face, version).tobytes())
    out = {}
    for name in names:
        model = outside(name, data)
        stamp = digest.copy()
        stamp.update(model.file.read_bytes())
        stamp.update(repr((name, version, model.order, model.mean, model.std, model.size)).encode())
        file = CACHE / "signals" / f"{which}-{version}-{name}-{stamp.hexdigest()[:12]}.npy"
        if not file.exists():
            out[name] = (file, model, [])
        else:
            out[name] = np.load(file)
    missing = {name: value for name, value in out.items() if isinstance(value, tuple)}
    if missing:
        start = time.time()
        for index, face in enumerate(faces):
            crop = aligned_crop(face, version)
            for _, model, rows in missing.values():
                rows.append(model(crop))
            if index % 500 == 499:
                print(f"{which} {version}: {index + 1} of {len(faces)}, {(index + 1) / (time.time() - start):.0f} / s", file=sys.stderr)
        for name, (file, _, rows) in missing.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            out[name] = np.stack(rows)
            np.save(file, out[name])
    return out


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Cache what the label models say. Example: python -m distill.labels.signals train 0")
    parser.add_argument("which", choices=("train", "val"))
    parser.add_argument("version", type=int)
    parser.add_argument("--data")
    options = parser.parse_args()
    names = LABELLERS + ((JUDGE,) if options.which == "val" else ())
    signals(options.which, options.version, data_dir(options.data), names)
