import csv
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from . import pack
from .faces import read_set
from .geometry import Misalignment, align, align_box, warp
from .pack import write_pack


def unzipped(pack: Path) -> Path:
    """The set `synthetic`, as `unzip` leaves it."""
    with ZipFile(pack) as archive:
        archive.extractall(pack.parent / "there")
    return pack.parent / "there" / "synthetic"


@pytest.fixture
def unpacked(faces_folder, tmp_path) -> Path:
    write_pack([faces_folder], tmp_path / "pack.zip")
    return unzipped(tmp_path / "pack.zip")


@pytest.mark.parametrize("split", [None, "train", "val"])
def test_a_pack_gives_the_same_faces(faces_folder, unpacked, split):
    ours, theirs = read_set(unpacked, split), read_set(faces_folder, split)
    assert len(ours) == len(theirs) == {None: 6, "train": 4, "val": 2}[split]
    for face, original in zip(ours, theirs):
        assert (face.key, face.identity, face.view) == (original.key, original.identity, original.view)
        assert face.load().shape[2] == 3 and max(face.load().shape) <= pack.SIDE


def test_its_crops_are_the_originals_but_for_the_codec(faces_folder, unpacked):
    """Shrunk from 260 to 192 px, and as WebP: hard edges and noise lose some; a crop of another place would lose far more."""
    for face, original in zip(read_set(unpacked), read_set(faces_folder)):
        for cut in (lambda f: align(f.points), lambda f: align(f.points, Misalignment(0.2, 3, 10.0, 0.9)), lambda f: align_box(f.box)):
            crop, expected = warp(face.load(), cut(face)).astype(int), warp(original.load(), cut(original)).astype(int)
            shifted = warp(original.load(), cut(original) + [[0, 0, 1.5], [0, 0, 0]]).astype(int)
            assert np.abs(crop - expected).mean() < min(10, np.abs(crop - shifted).mean())


def test_landmarks_and_boxes_keep_their_place(faces_folder, unpacked):
    """To a tenth of a pixel of the crop, where it cancels out that the region begins elsewhere and is smaller."""
    onto_crop = lambda face, places: places @ align(face.points)[:, :2].T + align(face.points)[:, 2]  # noqa: E731
    for face, original in zip(read_set(unpacked), read_set(faces_folder)):
        assert np.allclose(onto_crop(face, face.points), onto_crop(original, original.points), atol=0.1)
        for corner in (np.zeros(2), np.ones(2)):
            own, theirs = (onto_crop(f, f.box[:2] + corner * f.box[2:] - 0.5) for f in (face, original))
            assert np.allclose(own, theirs, atol=0.1)


def test_the_region_holds_what_misaligned_crops_show():
    """Drawn as wildly as training draws, and the face anywhere in its picture: under 1% of a crop is ever missing, mostly nothing."""
    rng = np.random.default_rng(0)
    points = np.array([[391.3, 422.8], [450.9, 419.2], [421.7, 458.4], [398.6, 486.1], [448.2, 483.9]])
    face = pack.Face(None, "", points, np.array([380.0, 385, 82, 110]), None, None)
    x0, y0, x1, y1 = pack.region(face, 1000, 1000)
    assert x1 - x0 < 400                                # a crop is 190 px wide here
    places, missing = np.stack(np.meshgrid(range(0, 112, 3), range(0, 112, 3)), axis=-1).reshape(-1, 2), []
    for seed in range(300):
        error = Misalignment(0.2 * rng.random(), seed, 8 * rng.normal(), np.exp(0.12 * rng.normal()), *0.045 * rng.normal(size=2))
        for transform in (align(points, error), align_box(face.box, error)):
            source = np.linalg.solve(transform[:, :2], (places - transform[:, 2]).T).T
            missing.append(1 - ((source >= [x0, y0]) & (source <= [x1 - 1, y1 - 1])).all(axis=1).mean())
    assert max(missing) < 0.01 and np.mean(missing) < 1e-4


def test_a_region_ends_at_the_picture_and_is_never_empty():
    points = np.array([[1.3, 2.8], [60.9, 9.2], [31.7, 48.4], [8.6, 76.1], [58.2, 73.9]])
    face = pack.Face(None, "", points, None, None, None)
    assert pack.region(face, 90, 70) == (0, 0, 70, 90)
    x0, y0, x1, y1 = pack.region(pack.Face(None, "", points - 1000, None, None, None), 90, 70)
    assert 0 <= x0 < x1 <= 70 and 0 <= y0 < y1 <= 90


def test_quality_falls_until_all_fits(faces_folder, tmp_path):
    whole, small = tmp_path / "whole.zip", tmp_path / "small.zip"
    assert "quality 95" in write_pack([faces_folder], whole)
    limit = whole.stat().st_size // 2
    write_pack([faces_folder], small, limit=limit)
    assert small.stat().st_size <= limit
    assert len(read_set(unzipped(small))) == 6


def test_what_cannot_fit_is_said_and_nothing_is_left(faces_folder, tmp_path, capsys):
    out = tmp_path / "pack.zip"
    assert pack.main([str(faces_folder), "--out", str(out), "--megabytes", "0.001"]) == 1
    assert "do not fit" in capsys.readouterr().err
    assert not out.exists() and not out.with_name("pack.zip.part").exists()


def test_a_set_without_boxes_stays_without(faces_folder, tmp_path):
    table = faces_folder / "landmarks.csv"
    with open(table, newline="") as f:
        rows = [[value for key, value in row.items() if "box" not in key] for row in csv.DictReader(f)]
        names = [key for key in csv.DictReader(table.read_text().splitlines()).fieldnames if "box" not in key]
    table.write_text("\n".join(",".join(row) for row in [names, *rows]) + "\n")
    write_pack([faces_folder], tmp_path / "pack.zip")
    assert all(face.box is None for face in read_set(unzipped(tmp_path / "pack.zip")))


@pytest.mark.parametrize("arguments, says", [(["."], "no landmarks.csv"), (["{set}", "{set}"], "same name")])
def test_wrong_usage_is_said(faces_folder, tmp_path, capsys, arguments, says):
    with pytest.raises(SystemExit) as stopped:
        pack.main([argument.format(set=faces_folder) for argument in arguments] + ["--out", str(tmp_path / "x.zip")])
    assert stopped.value.code == 2 and says in capsys.readouterr().err
