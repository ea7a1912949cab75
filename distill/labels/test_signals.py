"""The cache of what nets say: never stale, never half, and asked for once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import numpy as np
import pytest

from ..data.crops import aligned_crop
from ..data.faces import read_set
from . import signals as module
from .signals import faces_of, main, signals


class Net:
    """Says how bright each crop is, and counts the crops."""

    def __init__(self, stamp: bytes = b"grey"):
        self.stamp, self.seen = lambda: stamp, 0

    def __call__(self, crops: np.ndarray) -> np.ndarray:
        self.seen += len(crops)
        return crops.reshape(len(crops), -1).mean(1, dtype=np.float64).astype(np.float32)[:, None]


@pytest.fixture
def net(monkeypatch, tmp_path):
    net = Net()
    monkeypatch.setattr(module, "outside", lambda name, data: net)
    monkeypatch.setattr(module, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(module, "SHARD", 4)
    monkeypatch.setattr(module, "ASKED", 2)
    return net


@pytest.fixture
def faces(faces_folder):
    return read_set(faces_folder)


def said(faces, version: int = 0, **options) -> np.ndarray:
    return signals("train", faces, version, None, ("grey",), **options)["grey"]


def files(tmp_path) -> set[str]:
    return {file.name for file in (tmp_path / "cache/signals").glob("*.npy")}


@pytest.mark.parametrize("threads", [1, 3])
def test_it_is_what_the_net_says_in_the_faces_order_and_asked_once(net, faces, threads):
    expected = net(np.stack([aligned_crop(face, 1) for face in faces]))
    assert np.array_equal(said(faces, 1, threads=threads), expected) and np.array_equal(said(faces, 1), expected)
    assert net.seen == 12                               # six for the expectation


def test_another_net_face_landmark_or_version_is_another_file(net, faces, tmp_path, monkeypatch):
    said(faces)
    for changed in ([*faces[:5]], [replace(faces[0], points=faces[0].points + 1), *faces[1:]], [replace(faces[0], file="1.png"), *faces[1:]]):
        before = files(tmp_path)
        said(changed)
        assert len(files(tmp_path) - before) == 1
    before = files(tmp_path)
    said(faces, 1)
    monkeypatch.setattr(module, "outside", lambda name, data: Net(b"another"))
    said(faces)
    assert len(files(tmp_path) - before) == 2


def test_another_way_to_cut_a_crop_is_another_file(net, faces, tmp_path, monkeypatch):
    before = said(faces)
    monkeypatch.setattr(module, "aligned_crop", lambda face, version: 255 - aligned_crop(face, version))
    assert not np.array_equal(said(faces), before) and len(files(tmp_path)) == 2


def test_a_run_that_was_stopped_goes_on_with_the_next_shard(net, faces, tmp_path, monkeypatch):
    expected = net(np.stack([aligned_crop(face, 0) for face in faces]))
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(module, "outside", lambda name, data: Stopped(net))
        said(faces, threads=1)
    assert not files(tmp_path) and net.seen == 10
    assert np.array_equal(said(faces), expected) and net.seen == 12
    assert not [*(tmp_path / "cache/signals").glob("*.part")]


class Stopped:
    """Breaks off in the second shard."""

    def __init__(self, net: Net):
        self.net, self.stamp = net, net.stamp

    def __call__(self, crops: np.ndarray) -> np.ndarray:
        if self.net.seen == 10:
            raise KeyboardInterrupt
        return self.net(crops)


def test_of_several_that_want_the_same_one_asks(net, faces, tmp_path):
    together = Barrier(3)

    def want(_):
        together.wait()
        return said(faces)

    with ThreadPoolExecutor(3) as pool:
        found = [*pool.map(want, range(3))]
    assert net.seen == 6 and all(np.array_equal(found[0], other) for other in found)


def test_the_judge_sees_no_training_face(net, faces, faces_folder):
    for which in ("train", f"train:{faces_folder}"):
        with pytest.raises(ValueError, match="judge never sees"):
            signals(which, faces, 0, None, ("edgeface",))
    assert len(signals("val", faces, 0, None, ("edgeface",))["edgeface"]) == 6


def test_a_folder_of_one_s_own_is_read_by_its_split(faces_folder, monkeypatch):
    monkeypatch.setattr(module, "readable", lambda faces: faces)
    assert [face.file for face in faces_of(f"val:{faces_folder}", None)] == ["4.png", "5.png"]


def test_where_there_are_no_data_sets_it_says_so_in_a_line(tmp_path, capsys):
    assert main(["val", "0", "--data", str(tmp_path)]) == 1
    assert "landmarks.csv" in capsys.readouterr().err
