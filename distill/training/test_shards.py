from collections import Counter
from contextlib import closing
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from .. import train
from ..data import shards
from ..data.faces import read_set
from ..data.loader import batches
from ..data.shards import ShardError, label_file, shards_of, write_shards
from ..labels.bases import Base
from .config import WEB
from .faces import TrainingFaces
from .shards import ShardFaces

CONFIG = replace(WEB, batch=4, chunk=2, passes=4, warm_up=2, frozen=0, versions=(0, 1), label="random", live_teacher=True)


@pytest.fixture
def folder(faces_folder, tmp_path, monkeypatch):
    """Six faces in six shards, with a label for each in two versions."""
    monkeypatch.setitem(shards.BASES, "random", Base("drawn", (), lambda said: None))
    out = tmp_path / "shards"
    write_shards(read_set(faces_folder), out, 1)
    raw = np.random.default_rng(0).normal(size=(2, 6)).astype(np.float32)
    for number, shard in enumerate(shards_of(out)):
        for version in (0, 1):
            file = label_file(shard.file, "random", version)
            file.parent.mkdir(parents=True, exist_ok=True)
            np.savez(file, raw=raw[version, number : number + 1], shard=shard.sha256, nets="")
    return out


def owners(faces: ShardFaces, config, steps, rank: int = 0, ranks: int = 1) -> list[int]:
    """Which faces a process sees, by their labels, which are all different."""
    table = np.concatenate(faces.labels, axis=1)        # [2, 6]
    seen = np.concatenate([faces.batch(config, step, rank, ranks).labels for step in steps])
    return [int(np.flatnonzero((table == label).any(0))[0]) for label in seen]


def test_labels_are_places_among_all_crops_of_all_shards(folder):
    table = np.concatenate(ShardFaces(folder, CONFIG).labels, axis=1)
    assert sorted(table.ravel()) == pytest.approx([(i + 0.5) / 12 for i in range(12)])


def test_a_pass_shows_every_face_once_and_the_next_one_in_another_order(folder):
    faces = ShardFaces(folder, CONFIG)
    seen = owners(faces, replace(CONFIG, batch=6), range(4))
    passes = [tuple(seen[i : i + 6]) for i in range(0, 24, 6)]
    assert all(sorted(one) == [0, 1, 2, 3, 4, 5] for one in passes) and len(set(passes)) == 4


def test_processes_share_the_shards_and_each_reads_its_own_alone(folder):
    faces = ShardFaces(folder, CONFIG)
    ours, theirs = (owners(faces, CONFIG, range(6), rank, 2) for rank in (0, 1))
    assert Counter(ours) == {0: 4, 2: 4, 4: 4} and Counter(theirs) == {1: 4, 3: 4, 5: 4}
    for name in ("000001", "000003", "000005"):         # what another machine has
        (folder / f"{name}.tar").unlink()
    assert owners(ShardFaces(folder, CONFIG, 0, 2), CONFIG, range(6), 0, 2) == ours
    with pytest.raises(ShardError, match="000001.tar is not here.*process 1 of 2"):
        ShardFaces(folder, CONFIG, 1, 2)
    with pytest.raises(ShardError, match="7 processes"):
        ShardFaces(folder, CONFIG, 0, 7)


def test_batches_do_not_depend_on_the_number_of_workers(folder):
    faces = ShardFaces(folder, CONFIG)
    with closing(batches(partial(faces.batch, CONFIG), range(4), workers=2)) as coming:
        for step, batch in enumerate(coming):
            assert all(np.array_equal(a, b) for a, b in zip(batch, faces.batch(CONFIG, step)))


def test_what_is_shown_is_what_a_folder_shows(faces_folder, folder):
    """The same crops for the same draws: shards change the order and nothing else."""
    config = replace(CONFIG, clean=0.0, boxed=1.0, shaken=0.0, flipped=0.0)       # so that nothing is left to chance
    found = read_set(faces_folder)
    faces = TrainingFaces(found, np.arange(12, dtype=np.float32).reshape(2, 6), None)
    shown = lambda batch: {(image.tobytes(), target.tobytes()) for image, target in zip(batch.images, batch.targets)}  # noqa: E731
    assert shown(ShardFaces(folder, replace(config, batch=6)).batch(replace(config, batch=6), 0)) == shown(faces.batch(replace(config, batch=6), 0))


@pytest.mark.parametrize("crops", ["cpu", "device"])
def test_a_student_is_trained_on_shards(folder, tiny_student, tmp_path, crops):
    config = replace(CONFIG, crops=crops)
    run = train.train(config, ShardFaces(folder, config), tmp_path / "run.pt")
    assert run.step == 6
    assert not np.array_equal(run.averaged["head.2.bias"], tiny_student().state_dict()["head.2.bias"])


def test_shards_want_a_live_teacher(folder):
    with pytest.raises(ShardError, match="--live-teacher"):
        ShardFaces(folder, replace(CONFIG, live_teacher=False))
