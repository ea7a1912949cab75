"""Data sets in shards: tar files of some thousand faces each, for sets that outgrow a folder, or one machine.

    python -m distill.data.shards FOLDER --out DIR --size 10000            writes DIR/000000.tar, 000001.tar, ...
    python -m distill.data.shards DIR --label ser-fiq --versions 0 1       what a base FIQA says of each face, as it is and degraded
    python -m distill.train web --name mine --shards DIR --label ser-fiq --versions 0 1

A shard is in WebDataset's format, readable by its tools: KEY.jpg (or .png, .webp) followed by KEY.json. The JSON holds `landmarks`,
five points in template order, and where they are known `box` (x, y, w, h), both in px of the picture; `identity`, `view`; and `set`
and `file`, which name the face in seeds. Labels lie beside, DIR/labels/NAME/SHARD.vVERSION.npy, so that the tars stay as they are.

Run again, both go on with the next shard. The places of the files in a tar are found once and kept beside it (SHARD.places.npy).
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import tarfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np

from ..labels.bases import BASES, Base
from ..machine import get_ready
from ..nets.outside import MissingModelError
from ..paths import data_dir, whole
from .crops import aligned_crop
from .faces import Face, read_set
from .picture import PictureError, decode

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")           # of the pictures in a shard
ASKED = 512                                             # faces at a time that nets are asked about


class ShardError(ValueError):
    """A tar that is no shard of faces, or a label that was not made. The message says what to do."""


def shard_files(folder: Path) -> list[Path]:
    """The shards of a folder in order. ShardError where there is none."""
    files = sorted(folder.glob("*.tar"))
    if not files:
        raise ShardError(f"{folder} has no shards. Write them with python -m distill.data.shards FOLDER --out {folder}")
    return files


def write_shards(faces: list[Face], out: Path, size: int) -> list[str]:
    """Writes the faces, `size` a shard; returns the keys of those left out since their pictures cannot be read."""
    out.mkdir(parents=True, exist_ok=True)
    broken = []
    for number, first in enumerate(range(0, len(faces), size)):
        file = out / f"{number:06d}.tar"
        if file.exists():
            continue
        part = file.with_suffix(".part")
        with tarfile.open(part, "w") as tar:
            for place, face in enumerate(faces[first : first + size], start=first):
                try:
                    add(tar, f"{place:09d}", face)
                except (PictureError, OSError):
                    broken.append(face.key)
        os.replace(part, file)
        places(file)
        print(f"{file}: {min(first + size, len(faces))} of {len(faces)} faces", file=sys.stderr)
    return broken


def add(tar: tarfile.TarFile, key: str, face: Face) -> None:
    """The face's picture, unchanged, and what is known of it. The key has no dot, since from the first dot on a name is a suffix."""
    code = face.path.read_bytes() if face.code is None else face.code
    decode(code, face.key)
    suffix = Path(face.file).suffix.lower()
    if suffix not in SUFFIXES:
        raise PictureError(f"{face.key} is no JPEG, PNG or WebP. Convert it.")
    known = {
        "set": face.folder.name, "file": face.file, "landmarks": face.points.tolist(),
        "box": None if face.box is None else face.box.tolist(), "identity": face.identity, "view": face.view,
    }
    for name, content in ((key + suffix, code), (f"{key}.json", json.dumps(known).encode())):
        member = tarfile.TarInfo(name)                  # without date and owner: the same faces make the same bytes
        member.size = len(content)
        tar.addfile(member, io.BytesIO(content))


def find_places(shard: Path) -> np.ndarray:
    """int64 [n, 4]: where each face's picture begins and how long it is, and the same of its JSON."""
    pictures, others = {}, {}
    with tarfile.open(shard) as tar:
        for member in tar:
            key, _, suffix = member.name.rpartition("/")[2].partition(".")
            key = f"{member.name.rpartition('/')[0]}/{key}"
            if f".{suffix.lower()}" in SUFFIXES:
                pictures[key] = (member.offset_data, member.size)
            elif suffix == "json":
                others[key] = (member.offset_data, member.size)
    lacking = [key for key in pictures if key not in others]
    if lacking or not pictures:
        raise ShardError(f"{shard}: {f'{lacking[0]} has no .json with landmarks' if lacking else 'no pictures'}. See distill/data/shards.py for the format.")
    return np.array([pictures[key] + others[key] for key in pictures], np.int64)


def state(shard: Path) -> tuple[int, ...]:
    """Changes when the file is replaced."""
    found = shard.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


@lru_cache(maxsize=16)
def opened(shard: Path, _state: tuple[int, ...]) -> tuple[io.BufferedReader, np.ndarray]:
    """A shard to read from, and its places: from the file beside it, or if the shard is newer, found anew."""
    file = shard.with_suffix(".places.npy")
    if not file.exists() or file.stat().st_mtime_ns < shard.stat().st_mtime_ns:
        with whole(file) as f:
            np.save(f, find_places(shard))
    return open(shard, "rb"), np.load(file)


def places(shard: Path) -> np.ndarray:
    """As find_places, which is asked once a shard."""
    return opened(shard, state(shard))[1]


def read_face(shard: Path, place: int) -> Face:
    """The face at a place of a shard, its picture still encoded."""
    tar, where = opened(shard, state(shard))
    start, length, json_start, json_length = (int(v) for v in where[place])
    descriptor = tar.fileno()                           # pread keeps no position, so forked workers may share it
    known = json.loads(os.pread(descriptor, json_length, json_start))
    return Face(
        folder=Path(known.get("set") or shard.stem), file=known.get("file") or f"{place}",
        points=np.array(known["landmarks"], np.float64), box=np.array(known["box"], np.float64) if known.get("box") else None,
        identity=known.get("identity"), view=known.get("view"), code=os.pread(descriptor, length, start),
    )


def read_shard(shard: Path) -> Iterator[Face]:
    """The faces of a shard, one after the other."""
    return (read_face(shard, place) for place in range(len(places(shard))))


def label_file(shard: Path, label: str, version: int) -> Path:
    return shard.parent / "labels" / label / f"{shard.stem}.v{version}.npy"


def label_shards(folder: Path, label: str, base: Base, nets: dict, versions: tuple[int, ...]) -> int:
    """Writes what the base says, raw, of each face of each shard in these versions, where it is missing; returns how many files it wrote."""
    written = 0
    for shard in shard_files(folder):
        for version in versions:
            file = label_file(shard, label, version)
            if file.exists():
                continue
            raw, crops = [], []
            for place, face in enumerate(read_shard(shard), start=1):
                crops.append(aligned_crop(face, version))
                if len(crops) == ASKED or place == len(places(shard)):
                    raw.append(base.ask(nets, np.stack(crops)))
                    crops = []
            with whole(file) as f:
                np.save(f, np.concatenate(raw).astype(np.float32))
            written += 1
            print(f"{label}: {shard.name}, version {version}", file=sys.stderr)
    return written


def read_labels(folder: Path, label: str, versions: tuple[int, ...]) -> list[np.ndarray]:
    """Raw float32 [versions, n], one for each shard. ShardError where one is missing."""
    files = [[label_file(shard, label, version) for version in versions] for shard in shard_files(folder)]
    missing = [file for row in files for file in row if not file.exists()]
    if missing:
        asked = " ".join(map(str, versions))
        raise ShardError(f"{missing[0]} is missing. Make it with python -m distill.data.shards {folder} --label {label} --versions {asked}")
    return [np.stack([np.load(file) for file in row]) for row in files]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a data set to be written as shards, or a folder of shards")
    parser.add_argument("--out", type=Path, help="where the shards of a data set go")
    parser.add_argument("--size", type=int, default=10_000, help="faces a shard")
    parser.add_argument("--label", choices=BASES, help="ask this base FIQA about the shards")
    parser.add_argument("--versions", type=int, nargs="+", default=[0], help="the pictures as they are (0), or in their k-th degradation")
    parser.add_argument("--data", help="the folder with models/, as everywhere")
    options = parser.parse_args(arguments)
    if (options.out is None) == (options.label is None):
        parser.error("Give --out to write shards, or --label to label them.")
    if options.label:
        get_ready()
        base, data = BASES[options.label], data_dir(options.data)
        try:
            label_shards(options.folder, options.label, base, base.open(data), tuple(options.versions))
        except (ShardError, MissingModelError) as error:
            print(error, file=sys.stderr)
            return 1
        return 0
    if not (options.folder / "landmarks.csv").is_file():
        parser.error(f"{options.folder} has no landmarks.csv. python -m distill.data.detect makes one.")
    broken = write_shards(read_set(options.folder, "train"), options.out, options.size)
    if broken:
        print(f"{len(broken)} pictures cannot be read and are left out: {', '.join(broken)}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
