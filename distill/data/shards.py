"""Data sets in shards: tar files of some thousand faces each, for sets that outgrow a folder, or one machine.

    python -m distill.data.shards FOLDER --out DIR --size 10000            writes DIR/000000.tar, 000001.tar, ... and DIR/shards.json
    python -m distill.data.shards DIR --label ser-fiq --versions 0 1       what a base FIQA says of each face, as it is and degraded
    python -m distill.train web --name mine --shards DIR --label ser-fiq --versions 0 1

A shard is in WebDataset's format, readable by its tools: KEY.jpg (or .png, .webp) followed by KEY.json. The JSON holds `landmarks`,
five points in template order, and where they are known `box` (x, y, w, h), both in px of the picture; `identity`, `view`; and `set`
and `file`, which name the face in seeds. Labels lie beside, DIR/labels/NAME/SHARD.vVERSION.npz, so that the tars stay as they are; each
says of which shard it is and which nets were asked, so that none outlives either.

shards.json, the index, holds the number of faces and the hash of every shard. A machine needs the index, all labels, and only those
tars that its processes train on. Shards that others wrote are looked through, and noted there, when they are first read: do that where
all of them are. Run again, both commands go on with the next shard. The places of the files in a tar are kept beside it (SHARD.places.npy).
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from ..command import says_in_a_line
from ..labels.bases import BASES, Base
from ..machine import get_ready
from ..nets.outside import MissingModelError, Net, stamp_of
from ..paths import data_dir, whole
from .crops import aligned_crop
from .faces import Face, read_set
from .picture import PictureError, decode

SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")           # of the pictures in a shard
ASKED = 512                                             # faces at a time that nets are asked about
INDEX = "shards.json"


class ShardError(ValueError):
    """A tar that is no shard of faces, one that is not here, or a label that was not made. The message says what to do."""


@dataclass(frozen=True)
class Shard:
    """A line of the index."""

    file: Path                                          # may lie on another machine
    count: int                                          # of its faces
    sha256: str


def shards_of(folder: Path) -> list[Shard]:
    """The shards of a folder in order, wherever they lie, after a look through those that the index has not, or not as they are now.
    ShardError where there is none."""
    index = read_index(folder)
    lines, tars = index["shards"], sorted(folder.glob("*.tar"))
    changed = [tar for tar in tars if tar.name not in lines or lines[tar.name]["modified"] != tar.stat().st_mtime_ns]
    if changed:
        lines |= {tar.name: look_through(tar) for tar in changed}
        write_index(folder, index)
    if not lines:
        raise ShardError(f"{folder} has no shards. Write them with python -m distill.data.shards FOLDER --out {folder}")
    return [Shard(folder / name, line["faces"], line["sha256"]) for name, line in sorted(lines.items())]


def read_index(folder: Path) -> dict:
    """"shards": by name how many "faces", "sha256", "modified"; and "made of", where `write_shards` wrote them."""
    file = folder / INDEX
    return json.loads(file.read_text()) if file.exists() else {"shards": {}}


def write_index(folder: Path, index: dict) -> None:
    with whole(folder / INDEX) as f:
        f.write(json.dumps(index, indent=1).encode())


def look_through(shard: Path) -> dict:
    """Keeps the places of a shard; returns its line in the index."""
    modified = shard.stat().st_mtime_ns
    found = keep_places(shard)
    with open(shard, "rb") as f:
        return {"faces": len(found), "sha256": hashlib.file_digest(f, "sha256").hexdigest(), "modified": modified}


def write_shards(faces: list[Face], out: Path, size: int) -> list[str]:
    """Writes the faces, `size` a shard; returns the keys of those left out since their pictures cannot be read. ShardError where `out`
    has shards of other faces or of another size, which would mix."""
    known = repr([(face.key, face.points.tolist()) for face in faces]).encode()
    made_of = {"size": size, "faces": len(faces), "sha256": hashlib.sha256(known).hexdigest()}
    index = read_index(out)
    if index.get("made of") != made_of:
        if index["shards"] or any(out.glob("*.tar")):
            raise ShardError(f"{out} has shards of other faces, or with another --size. Choose another folder, or delete it.")
        write_index(out, {"made of": made_of, "shards": {}})
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
        shards_of(out)                                  # takes it into the index
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
    try:
        with tarfile.open(shard, "r:") as tar:
            for member in tar:
                key, _, suffix = member.name.rpartition("/")[2].partition(".")
                key = f"{member.name.rpartition('/')[0]}/{key}"
                if f".{suffix.lower()}" in SUFFIXES:
                    pictures[key] = (member.offset_data, member.size)
                elif suffix == "json":
                    others[key] = (member.offset_data, member.size)
    except tarfile.TarError as error:
        raise ShardError(f"{shard} is no tar, or not whole ({error}). Copy it again.") from None
    lacking = [key for key in pictures if key not in others]
    if lacking or not pictures:
        raise ShardError(f"{shard}: {f'{lacking[0]} has no .json with landmarks' if lacking else 'no pictures'}. See distill/data/shards.py for the format.")
    return np.array([pictures[key] + others[key] for key in pictures], np.int64)


def state(shard: Path) -> tuple[int, ...]:
    """Changes when the file is replaced."""
    found = shard.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def places_file(shard: Path) -> Path:
    return shard.with_suffix(".places.npy")


def keep_places(shard: Path) -> np.ndarray:
    """As find_places; writes them beside the shard, too."""
    found = find_places(shard)
    with whole(places_file(shard)) as f:
        np.save(f, found)
    return found


@lru_cache(maxsize=16)
def opened(shard: Path, _state: tuple[int, ...]) -> tuple[io.BufferedReader, np.ndarray]:
    """A shard to read from, and its places: from the file beside it, or if the shard is newer, found anew."""
    file = places_file(shard)
    is_old = not file.exists() or file.stat().st_mtime_ns < shard.stat().st_mtime_ns
    return open(shard, "rb"), keep_places(shard) if is_old else np.load(file)


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
    return shard.parent / "labels" / label / f"{shard.stem}.v{version}.npz"


def label_shards(folder: Path, label: str, base: Base, nets: dict[str, Net], versions: tuple[int, ...]) -> int:
    """Writes what the base says, raw, of each face of each shard that is here, in these versions; returns how many files it wrote. It
    writes those that are missing, and those of a shard that was replaced or of other nets."""
    written, stamp = 0, stamp_of(nets)
    for shard in shards_of(folder):
        if not shard.file.exists():                     # it is labelled where it is
            continue
        for version in versions:
            file = label_file(shard.file, label, version)
            if file.exists() and made_for(file) == (shard.sha256, stamp):
                continue
            raw, crops = [], []
            for place, face in enumerate(read_shard(shard.file), start=1):
                crops.append(aligned_crop(face, version))
                if len(crops) == ASKED or place == shard.count:
                    raw.append(base.ask(nets, np.stack(crops)))
                    crops = []
            with whole(file) as f:
                np.savez(f, raw=np.concatenate(raw).astype(np.float32), shard=shard.sha256, nets=stamp)
            written += 1
            print(f"{label}: {shard.file.name}, version {version}", file=sys.stderr)
    return written


def made_for(file: Path) -> tuple[str, str]:
    """The shard of which, and the nets of whose sayings a label file is, as hashes."""
    with np.load(file) as found:
        return str(found["shard"]), str(found["nets"])


def read_labels(folder: Path, label: str, versions: tuple[int, ...]) -> list[np.ndarray]:
    """Raw float32 [versions, n], one for each shard. ShardError where one is missing, of a shard that was replaced, or of other nets
    than the rest; and for a label that looks at more than a crop, which shards have none of."""
    if label not in BASES:
        raise ShardError(f"Shards cannot have the label {label}, only what a base FIQA says of each crop by itself: {', '.join(BASES)}.")
    remedy = f"Make it with python -m distill.data.shards {folder} --label {label} --versions {' '.join(map(str, versions))}"
    labels, nets = [], None
    for shard in shards_of(folder):
        rows = []
        for version in versions:
            file = label_file(shard.file, label, version)
            if not file.exists():
                raise ShardError(f"{file} is missing. {remedy}")
            with np.load(file) as found:
                raw, its_shard, its_nets = found["raw"], str(found["shard"]), str(found["nets"])
            nets = nets or its_nets
            if its_shard != shard.sha256 or len(raw) != shard.count:
                raise ShardError(f"{file} is of another {shard.file.name} than the index has. {remedy}")
            if its_nets != nets:
                raise ShardError(f"{file} was made with other nets than those before it. {remedy}")
            rows.append(raw)
        labels.append(np.stack(rows))
    return labels


@says_in_a_line(ShardError, MissingModelError)
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
        label_shards(options.folder, options.label, base, base.open(data), tuple(options.versions))
        return 0
    if not (options.folder / "landmarks.csv").is_file():
        parser.error(f"{options.folder} has no landmarks.csv. python -m distill.data.detect makes one.")
    broken = write_shards(read_set(options.folder, "train"), options.out, options.size)
    if broken:
        print(f"{len(broken)} pictures cannot be read and are left out: {', '.join(broken)}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
