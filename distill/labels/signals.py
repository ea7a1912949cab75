"""What nets say about properly aligned crops, computed once, shard by shard, and cached.

    python -m distill.labels.signals train 0        the training faces as they are (0) or in their k-th degradation
    python -m distill.labels.signals val 0          the validation faces, with the judge

The cache's name carries a hash of what went in (faces, crops, net, preprocessing), so no stale file is ever read. A run that
was stopped goes on with the next shard.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from pathlib import Path

import numpy as np

from ..data.crops import aligned_crop
from ..data.faces import Face, lfw_faces, read_set, readable, train_faces, val_faces
from ..machine import get_ready
from ..nets.outside import outside
from ..paths import CACHE, data_dir, whole
from .bases import BASES

LABELLERS = ("npm", "y1", "paddle", "lightqnet")        # npm is also the teacher
JUDGE = "edgeface"                                      # judges, and does nothing else
SHARD = 512                                             # faces


def faces_of(which: str, data: Path) -> list[Face]:
    """The faces of "train", "val" or "lfw" under `data`; or of a split of a folder of one's own: "train:FOLDER"."""
    split, _, folder = which.partition(":")
    if folder:
        return readable(read_set(Path(folder), split))
    match which:
        case "train":
            return train_faces(data)
        case "val":
            return [face for faces in val_faces(data).values() for face in faces]
        case "lfw":
            return lfw_faces(data)
    raise ValueError(which)


def digest_of(faces: list[Face], version: int) -> bytes:
    """Changes with the faces, and with warp, alignment and degradation, of which the first sixteen crops tell."""
    digest = hashlib.sha256(repr([(face.key, face.points.tolist()) for face in faces]).encode())
    for face in faces[:16]:
        digest.update(aligned_crop(face, version).tobytes())
    return digest.digest()


def signals(which: str, faces: list[Face], version: int, data: Path, names: tuple[str, ...] = LABELLERS) -> dict[str, np.ndarray]:
    """Each net's raw output over the faces, which are those of `which`: name -> float32 [n, d]."""
    split, _, folder = which.partition(":")
    if JUDGE in names and split == "train":
        raise ValueError("The judge never sees a training face.")
    digest = digest_of(faces, version)
    called = f"{Path(folder).name}-{split}" if folder else split
    nets = {name: outside(name, data) for name in names}
    stamps = {name: hashlib.sha256(digest + net.stamp()).hexdigest()[:12] for name, net in nets.items()}
    files = {name: CACHE / "signals" / f"{called}-{version}-{name}-{stamp}.npy" for name, stamp in stamps.items()}
    missing = {name: file for name, file in files.items() if not file.exists()}
    if missing:
        ask(faces, version, {name: nets[name] for name in missing}, missing, f"{called} {version}")
    return {name: np.load(file) for name, file in files.items()}


def ask(faces: list[Face], version: int, nets: dict, files: dict[str, Path], what: str) -> None:
    """Writes what the nets say to their files, with a part a shard on the way."""
    start, done = time.monotonic(), 0
    parts = {name: [file.with_suffix(f".{first}.part") for first in range(0, len(faces), SHARD)] for name, file in files.items()}
    for index, first in enumerate(range(0, len(faces), SHARD)):
        wanted = [name for name in nets if not parts[name][index].exists()]
        if not wanted:
            continue
        shard = faces[first : first + SHARD]
        crops = np.stack([aligned_crop(face, version) for face in shard])
        for name in wanted:
            with whole(parts[name][index]) as f:
                np.save(f, nets[name](crops))
        done += len(shard)
        print(f"{what}: {first + len(shard)} of {len(faces)}, {done / (time.monotonic() - start):.0f} / s", file=sys.stderr)
    for name, file in files.items():
        with whole(file) as f:
            np.save(f, np.concatenate([np.load(part) for part in parts[name]]))
        for part in parts[name]:
            part.unlink()


def nets_of(bases: tuple[str, ...]) -> tuple[str, ...]:
    """The nets that these base FIQAs ask, each once."""
    return tuple(dict.fromkeys(net for base in bases for net in BASES[base].nets))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Cache what nets say. Example: python -m distill.labels.signals train 0")
    parser.add_argument("which", choices=("train", "val"))
    parser.add_argument("version", type=int)
    parser.add_argument("--bases", nargs="+", choices=BASES, default=[], help="what these base FIQAs ask, too")
    parser.add_argument("--data")
    options = parser.parse_args()
    get_ready()
    names = LABELLERS + ((JUDGE,) if options.which == "val" else ()) + nets_of(tuple(options.bases))
    data = data_dir(options.data)
    signals(options.which, faces_of(options.which, data), options.version, data, tuple(dict.fromkeys(names)))
