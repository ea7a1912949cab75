import json
import os
import tarfile
from pathlib import Path

import cv2
import numpy as np
import pytest

from ..labels import bases
from ..labels.bases import Base
from . import shards
from .crops import aligned_crop
from .faces import read_set
from .shards import ShardError, find_places, label_file, label_shards, read_labels, read_shard, shards_of, write_shards

BRIGHT = Base("mean of the crop", ("mean",), lambda said: said["mean"][:, 0])


class Mean:
    """A net whose answer is the crop's mean."""

    def __init__(self, weights: bytes = b"as published"):
        self.weights = weights

    def stamp(self) -> bytes:
        return self.weights

    def __call__(self, crops: np.ndarray) -> np.ndarray:
        return crops.reshape(len(crops), -1).mean(1, keepdims=True).astype(np.float32)


@pytest.fixture(autouse=True)
def bright(monkeypatch):
    monkeypatch.setitem(shards.BASES, "bright", BRIGHT)


def shard_files(folder: Path) -> list[Path]:
    return [shard.file for shard in shards_of(folder)]


@pytest.fixture
def written(faces_folder, tmp_path):
    """Six faces in shards of four and two."""
    assert write_shards(read_set(faces_folder), tmp_path / "shards", 4) == []
    return tmp_path / "shards"


def test_faces_come_back_as_they_were(faces_folder, written):
    back = [face for shard in shard_files(written) for face in read_shard(shard)]
    for ours, theirs in zip(back, read_set(faces_folder), strict=True):
        assert (ours.key, ours.identity, ours.view) == (theirs.key, theirs.identity, theirs.view)
        assert np.array_equal(ours.points, theirs.points) and np.array_equal(ours.box, theirs.box)
        for version in (0, 1, 2):
            assert np.array_equal(ours.load_version(version), theirs.load_version(version))


def test_a_shard_follows_webdatasets_format(faces_folder, written):
    """Files of a sample stand together and share a key without a dot; what follows the first dot says which is which."""
    with tarfile.open(written / "000001.tar") as tar:
        names = tar.getnames()
        assert names == ["000000004.png", "000000004.json", "000000005.png", "000000005.json"]
        assert tar.extractfile("000000004.png").read() == read_set(faces_folder)[4].path.read_bytes()
        assert json.loads(tar.extractfile("000000004.json").read())["file"] == "4.png"


def test_shards_that_others_wrote_are_read(tmp_path):
    """Other names, folders within, other files beside, the JSON first, no box, no identity."""
    points = [[30, 40], [70, 40], [50, 60], [35, 80], [65, 80]]
    picture = np.random.default_rng(0).integers(0, 256, (100, 90, 3), np.uint8)
    (tmp_path / "meta.json").write_text(json.dumps({"landmarks": points}))
    cv2.imwrite(str(tmp_path / "picture.png"), picture[..., ::-1])
    (tmp_path / "class.txt").write_text("7")
    with tarfile.open(tmp_path / "train-0.tar", "w") as tar:
        for file, name in (("meta.json", "n01/a_1.json"), ("class.txt", "n01/a_1.cls"), ("picture.png", "n01/a_1.png")):
            tar.add(tmp_path / file, name)
    (face,) = read_shard(tmp_path / "train-0.tar")
    assert np.array_equal(face.load(), picture) and face.points.tolist() == points
    assert (face.box, face.identity, face.key) == (None, None, "train-0/0")


def test_a_picture_without_landmarks_is_an_error_that_names_it(tmp_path):
    (tmp_path / "a").write_bytes(b"x")
    with tarfile.open(tmp_path / "0.tar", "w") as tar:
        tar.add(tmp_path / "a", "first.jpg")
    with pytest.raises(ShardError, match="first"):
        find_places(tmp_path / "0.tar")


def test_writing_goes_on_with_the_next_shard_and_leaves_out_what_is_broken(faces_folder, written):
    before = {file.name: file.read_bytes() for file in shard_files(written)}
    (written / "000001.tar").unlink()
    (faces_folder / "images" / "0.png").write_bytes(b"in a shard that is there already")
    assert write_shards(read_set(faces_folder), written, 4) == []
    assert {file.name: file.read_bytes() for file in shard_files(written)} == before
    (written / "000000.tar").unlink()
    assert write_shards(read_set(faces_folder), written, 4) == ["synthetic/0.png"]
    assert [face.file for face in read_shard(written / "000000.tar")] == ["1.png", "2.png", "3.png"]


@pytest.mark.parametrize("count, size", [(6, 3), (5, 4)])
def test_shards_of_other_faces_or_of_another_size_do_not_mix(faces_folder, written, count, size):
    before = {file.name: file.read_bytes() for file in written.iterdir()}
    with pytest.raises(ShardError, match="another --size"):
        write_shards(read_set(faces_folder)[:count], written, size)
    assert {file.name: file.read_bytes() for file in written.iterdir()} == before


def test_the_index_knows_of_shards_that_lie_elsewhere(written):
    expected = shards_of(written)
    assert [(shard.file.name, shard.count) for shard in expected] == [("000000.tar", 4), ("000001.tar", 2)]
    (written / "000000.tar").unlink()
    assert shards_of(written) == expected


def test_shards_without_an_index_get_one_when_they_are_read(written):
    expected = shards_of(written)
    (written / shards.INDEX).unlink()
    assert shards_of(written) == expected and (written / shards.INDEX).exists()


def test_a_base_is_asked_about_the_aligned_crop_of_each_version_and_only_where_it_was_not(faces_folder, written, monkeypatch):
    monkeypatch.setattr(shards, "ASKED", 3)
    assert label_shards(written, "bright", BRIGHT, {"mean": Mean()}, (0, 1)) == 4
    faces = read_set(faces_folder)
    expected = np.array([[Mean()(aligned_crop(face, version)[None])[0, 0] for face in faces] for version in (0, 1)])
    found = read_labels(written, "bright", (0, 1))
    assert [part.shape for part in found] == [(2, 4), (2, 2)] and np.array_equal(np.concatenate(found, axis=1), expected)
    label_file(written / "000001.tar", "bright", 1).unlink()
    with pytest.raises(ShardError, match="000001.v1.npz is missing. .* --label bright --versions 0 1"):
        read_labels(written, "bright", (0, 1))
    assert label_shards(written, "bright", BRIGHT, {"mean": Mean()}, (0, 1)) == 1
    assert np.array_equal(np.concatenate(read_labels(written, "bright", (0, 1)), axis=1), expected)


def test_a_shard_that_was_replaced_is_looked_through_again_and_loses_its_labels(faces_folder, written):
    label_shards(written, "bright", BRIGHT, {"mean": Mean()}, (0,))
    write_shards(read_set(faces_folder)[2:5], written.parent / "other", 3)
    os.replace(written.parent / "other" / "000000.tar", written / "000000.tar")   # older than the index
    assert [shard.count for shard in shards_of(written)] == [3, 2] and len(shards.places(written / "000000.tar")) == 3
    with pytest.raises(ShardError, match="another 000000.tar"):
        read_labels(written, "bright", (0,))
    assert label_shards(written, "bright", BRIGHT, {"mean": Mean()}, (0,)) == 1
    expected = [Mean()(aligned_crop(face, 0)[None])[0, 0] for face in read_set(faces_folder)[2:5]]
    assert read_labels(written, "bright", (0,))[0][0].tolist() == expected


def test_labels_of_two_nets_do_not_mix(written):
    label_shards(written, "bright", BRIGHT, {"mean": Mean()}, (0, 1))
    assert label_shards(written, "bright", BRIGHT, {"mean": Mean(b"trained on")}, (1,)) == 2
    with pytest.raises(ShardError, match="other nets"):
        read_labels(written, "bright", (0, 1))
    assert label_shards(written, "bright", BRIGHT, {"mean": Mean(b"trained on")}, (0, 1)) == 2
    read_labels(written, "bright", (0, 1))


def test_as_many_labels_as_faces_are_wanted(written):
    label_shards(written, "bright", BRIGHT, {"mean": Mean()}, (0,))
    file = label_file(written / "000001.tar", "bright", 0)
    with np.load(file) as found:
        said = dict(found)
    np.savez(file, **said | {"raw": said["raw"][:1]})
    with pytest.raises(ShardError, match="another 000001.tar"):
        read_labels(written, "bright", (0,))


def test_shards_elsewhere_are_labelled_there(written):
    """Each machine labels what it has; together they have all labels."""
    tars = {file.name: file.read_bytes() for file in shard_files(written)}
    (written / "000000.tar").unlink()
    assert label_shards(written, "bright", BRIGHT, {"mean": Mean()}, (0,)) == 1
    (written / "000000.tar").write_bytes(tars["000000.tar"])
    assert label_shards(written, "bright", BRIGHT, {"mean": Mean()}, (0,)) == 1
    assert [part.shape for part in read_labels(written, "bright", (0,))] == [(1, 4), (1, 2)]


def test_a_label_that_shards_cannot_have_is_refused_at_once(tmp_path):
    with pytest.raises(ShardError, match="cannot have the label utility, .* ser-fiq"):
        read_labels(tmp_path / "not even there", "utility", (0,))


@pytest.mark.parametrize("content", [b"", b"no tar" * 1000])
def test_what_is_no_tar_is_an_error_that_names_it(tmp_path, content):
    (tmp_path / "0.tar").write_bytes(content)
    with pytest.raises(ShardError, match="0.tar"):
        shards_of(tmp_path)


def test_the_command_writes_and_labels(faces_folder, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(bases, "outside", lambda name, data: Mean())
    out = tmp_path / "out"
    assert shards.main([str(faces_folder), "--out", str(out), "--size", "3"]) == 0
    assert [len(list(read_shard(shard))) for shard in shard_files(out)] == [3, 1]                         # of split train
    assert shards.main([str(faces_folder), "--out", str(out), "--size", "2"]) == 1 and "another --size" in capsys.readouterr().err
    assert shards.main([str(out), "--label", "bright", "--versions", "0", "2"]) == 0
    assert [part.shape for part in read_labels(out, "bright", (0, 2))] == [(2, 3), (2, 1)]
    with pytest.raises(SystemExit):
        shards.main([str(out)])
