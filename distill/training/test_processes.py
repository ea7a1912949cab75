import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import distributed, multiprocessing

from .. import train
from ..conftest import tiny_recogniser
from ..data.faces import read_set
from ..nets.student import Student
from . import run
from .config import WEB
from .faces import TrainingFaces

CONFIG = replace(WEB, batch=64, passes=96, warm_up=2, frozen=0, versions=(0,), live_teacher=True)         # of four faces: six steps


def tiny(seed: int, _architecture: str) -> Student:
    torch.manual_seed(seed)
    return Student(tiny_recogniser().graph, width=16)


def faces_in(folder: Path) -> TrainingFaces:
    found = read_set(folder, "train")
    return TrainingFaces(found, np.random.default_rng(0).random((1, len(found)), np.float32), None)


def trained(folder: Path, out: Path, config=CONFIG) -> list[dict]:
    """What each step says of a run on the tiny recogniser."""
    rows, step = [], run.Run.train_step
    run.create_student, before = tiny, run.create_student
    run.Run.train_step = lambda self, batch, steps: rows.append(step(self, batch, steps)) or rows[-1]
    try:
        train.train(config, faces_in(folder), out)
    finally:
        run.create_student, run.Run.train_step = before, step
    return rows


def one_of_two(rank: int, folder: Path, out: Path) -> None:
    torch.set_num_threads(1)
    distributed.init_process_group("gloo", init_method=f"file://{out}/meeting", rank=rank, world_size=2)
    (out / f"{rank}.json").write_text(json.dumps(trained(folder, out / "two.pt")))
    with pytest.raises(ValueError, match="cannot share a batch of 63"):
        trained(folder, out / "odd.pt", replace(CONFIG, batch=63))
    distributed.barrier()                               # gloo aborts now and then where one leaves while the other is still there
    distributed.destroy_process_group()


def test_two_processes_with_half_a_batch_each_are_one_with_the_whole(faces_folder, tmp_path):
    whole = trained(faces_folder, tmp_path / "one.pt")
    multiprocessing.spawn(one_of_two, (faces_folder, tmp_path), nprocs=2)
    halves = [json.loads((tmp_path / f"{rank}.json").read_text()) for rank in (0, 1)]
    assert len(whole) == 6 and halves[0] == halves[1]   # each knows the losses of all
    for ours, theirs in zip(halves[0], whole, strict=True):
        assert ours == pytest.approx(theirs, abs=1e-5)
    one, two = (torch.load(tmp_path / f"{name}.pt") for name in ("one", "two"))
    assert two["step"] == 6
    assert all(torch.allclose(a, b, atol=1e-5) for a, b in zip(one["averaged"].values(), two["averaged"].values()))
