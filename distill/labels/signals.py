"""What nets say about properly aligned crops, computed once, shard by shard, and cached.

    python -m distill.labels.signals train 0        the training faces as they are (0) or in their k-th degradation
    python -m distill.labels.signals val 0          the validation faces, with the judge

The cache's name carries a hash of what went in (faces, crops, net, preprocessing), so no stale file is ever read. A run that
was stopped goes on with the next shard; of several that want the same, one asks and the others wait.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch

from ..command import says_in_a_line
from ..data.crops import aligned_crop
from ..data.faces import Face, lfw_faces, read_set, readable, train_faces, val_faces
from ..machine import CPUS, alone_with, get_ready
from ..nets.outside import outside
from ..paths import CACHE, data_dir, whole
from .bases import BASES

LABELLERS = ("npm", "y1", "paddle", "lightqnet")        # npm is also the teacher
JUDGE = "edgeface"                                      # judges, and does nothing else
SHARD = 512                                             # faces
ASKED = 16                                              # crops at a time: what nets in torch take at once


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


def signals(which: str, faces: list[Face], version: int, data: Path, names: tuple[str, ...] = LABELLERS, threads: int = CPUS) -> dict[str, np.ndarray]:
    """Each net's raw output over the faces, which are those of `which`: name -> float32 [n, d], the same with any number of threads."""
    split, _, folder = which.partition(":")
    if JUDGE in names and split == "train":
        raise ValueError("The judge never sees a training face.")
    digest = digest_of(faces, version)
    called = f"{Path(folder).name}-{split}" if folder else split
    nets = {name: outside(name, data) for name in names}
    stamps = {name: hashlib.sha256(digest + net.stamp()).hexdigest()[:12] for name, net in nets.items()}
    files = {name: CACHE / "signals" / f"{called}-{version}-{name}-{stamp}.npy" for name, stamp in stamps.items()}
    if not all(file.exists() for file in files.values()):
        with alone_with(CACHE / "signals" / f"{called}-{version}-{digest.hex()[:12]}"):
            missing = {name: file for name, file in files.items() if not file.exists()}           # by now
            if missing:
                ask(faces, version, {name: nets[name] for name in missing}, missing, f"{called} {version}", threads)
    return {name: np.load(file) for name, file in files.items()}


def ask(faces: list[Face], version: int, nets: dict, files: dict[str, Path], what: str, threads: int) -> None:
    """Writes what the nets say to their files, with a part a shard on the way."""
    start, done = time.monotonic(), 0
    parts = {name: [file.with_suffix(f".{first}.part") for first in range(0, len(faces), SHARD)] for name, file in files.items()}
    # Numbers too small for full precision are 0 in this thread, and so they are in those.
    with ThreadPoolExecutor(threads, initializer=torch.set_flush_denormal, initargs=(True,)) as pool:
        for index, first in enumerate(range(0, len(faces), SHARD)):
            wanted = [name for name in nets if not parts[name][index].exists()]
            if not wanted:
                continue
            shard = faces[first : first + SHARD]
            crops = np.stack([*pool.map(lambda face: aligned_crop(face, version), shard)])
            for name in wanted:
                said = pool.map(nets[name], np.split(crops, range(ASKED, len(crops), ASKED)))
                with whole(parts[name][index]) as f:
                    np.save(f, np.concatenate([*said]))
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


@says_in_a_line(FileNotFoundError)
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("which", choices=("train", "val"))
    parser.add_argument("version", type=int)
    parser.add_argument("--bases", nargs="+", choices=BASES, default=[], help="what these base FIQAs ask, too")
    parser.add_argument("--data")
    parser.add_argument("--threads", type=int, default=CPUS, help=f"that ask; default: one a core, here {CPUS}")
    options = parser.parse_args(arguments)
    get_ready()
    names = LABELLERS + ((JUDGE,) if options.which == "val" else ()) + nets_of(tuple(options.bases))
    data = data_dir(options.data)
    signals(options.which, faces_of(options.which, data), options.version, data, tuple(dict.fromkeys(names)), options.threads)
    return 0


if __name__ == "__main__":
    sys.exit(main())
