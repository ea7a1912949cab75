import json
import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import distributed, multiprocessing

from .. import train
from ..conftest import tiny_recogniser
from ..convert.test_paper import tiny as tiny_paper_model
from ..data.faces import read_set
from ..data.shards import label_shards, write_shards
from ..data.test_shards import Mean
from ..labels.bases import BASES
from ..nets.student import Student
from ..paths import ROOT
from . import processes, run
from .config import WEB
from .faces import TrainingFaces

SCRIPT = """
import sys
from pathlib import Path

from distill import train
from distill.training import run
from distill.training.test_processes import tiny

run.create_student, train.CACHE = tiny, Path(sys.argv[1])
train.main(sys.argv[2:])
"""
CONFIG = replace(WEB, batch=64, passes=96, warm_up=2, frozen=0, versions=(0,), live_teacher=True)         # of four faces: six steps


def tiny(seed: int, _architecture: str) -> Student:
    torch.manual_seed(seed)
    return Student(tiny_recogniser().graph, width=16)


def faces_in(folder: Path) -> TrainingFaces:
    found = read_set(folder, "train")
    return TrainingFaces(found, np.random.default_rng(0).random((1, len(found)), np.float32), None)


def trained(folder: Path, out: Path, config=CONFIG, stop: int | None = None) -> list[dict]:
    """What each step says of a run on the tiny recogniser, to the end or to step `stop`."""
    rows, step = [], run.Run.train_step
    run.create_student, before = tiny, run.create_student
    run.Run.train_step = lambda self, batch, steps: rows.append(step(self, batch, steps)) or rows[-1]
    try:
        train.train(config, faces_in(folder), out, stop)
    finally:
        run.create_student, run.Run.train_step = before, step
    return rows


def one_of_two(rank: int, folder: Path, out: Path) -> None:
    """As torchrun starts it, on a machine of its own: only the first one's has the checkpoint."""
    os.environ |= {"RANK": str(rank), "LOCAL_RANK": "0", "WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": (out / "port").read_text()}
    torch.set_num_threads(1)
    with processes.joined("cpu"):
        rows = trained(folder, out / f"machine-{rank}" / "two.pt", stop=4)
        rows += trained(folder, out / f"machine-{rank}" / "two.pt")
        (out / f"{rank}.json").write_text(json.dumps(rows))
        with pytest.raises(ValueError, match="cannot share a batch of 63"):
            trained(folder, out / "odd.pt", replace(CONFIG, batch=63))
        torch.save(statistics(normalised_step(folder, rank)), out / f"statistics-{rank}.pt")
    assert not distributed.is_initialized()


def normalised_step(folder: Path, rank: int) -> run.Run:
    """A run of a net with batch normalisation after its first step, on the part of process `rank` of two."""
    run.create, before = lambda *_: tiny_paper_model(), run.create
    try:
        config = replace(CONFIG, learning=20)
        learner = run.Run(config)
        learner.train_step(faces_in(folder).batch(config, 0, rank, 2), 6)
    finally:
        run.create = before
    return learner


def statistics(learner: run.Run) -> dict[str, torch.Tensor]:
    return {name: value for name, value in learner.student.state_dict().items() if "running" in name}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def test_two_processes_with_half_a_batch_each_are_one_with_the_whole_and_go_on_alike(faces_folder, tmp_path):
    whole = trained(faces_folder, tmp_path / "one.pt")
    (tmp_path / "port").write_text(str(free_port()))
    multiprocessing.spawn(one_of_two, (faces_folder, tmp_path), nprocs=2)
    halves = [json.loads((tmp_path / f"{rank}.json").read_text()) for rank in (0, 1)]
    assert [row["step"] for row in whole] == [1, 2, 3, 4, 5, 6]
    assert halves[0] == halves[1]                       # each knows the losses of all
    for ours, theirs in zip(halves[0], whole, strict=True):
        assert ours == pytest.approx(theirs, abs=1e-5)
    assert not (tmp_path / "machine-1").exists()
    one, two = (torch.load(tmp_path / name) for name in ("one.pt", "machine-0/two.pt"))
    assert all(torch.allclose(a, b, atol=1e-5) for a, b in zip(one["averaged"].values(), two["averaged"].values()))

    ours, theirs = (torch.load(tmp_path / f"statistics-{rank}.pt") for rank in (0, 1))
    alone = [statistics(normalised_step(faces_folder, rank)) for rank in (0, 1)]
    assert any(not torch.equal(a, b) for a, b in zip(*(each.values() for each in alone)))
    for name, value in ours.items():
        assert torch.equal(value, theirs[name]) and torch.allclose(value, (alone[0][name] + alone[1][name]) / 2, atol=1e-6)


def test_torchrun_trains_on_shards_and_ends_well(faces_folder, tmp_path):
    """The command line of distill.train's docstring, but for the recogniser, which is tiny."""
    write_shards(read_set(faces_folder), tmp_path / "shards", 2)
    label_shards(tmp_path / "shards", "lightqnet", BASES["lightqnet"], {"lightqnet": Mean()}, (0,))
    (tmp_path / "script.py").write_text(SCRIPT)
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", tmp_path / "script.py", tmp_path]
    what = ["web", "--name", "two", "--label", "lightqnet", "--versions", "0", "--shards", tmp_path / "shards"]
    so_small = ["--batch", "6", "--passes", "3", "--frozen", "0"]
    done = subprocess.run([*torchrun, *what, *so_small], capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert done.returncode == 0 and "step 3 of 3" in done.stderr, done.stderr
    assert len((tmp_path / "runs/two.csv").read_text().splitlines()) == 4
