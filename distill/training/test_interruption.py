import multiprocessing
import os
import signal
from dataclasses import replace

import numpy as np
import pytest
import torch

from .. import train
from ..data.faces import read_set
from .config import WEB
from .faces import TrainingFaces
from .interruption import Interruption
from .run import Run

TINY = replace(WEB, batch=4, chunk=2, passes=6, warm_up=2, frozen=0, versions=(0,))


@pytest.fixture
def faces(faces_folder):
    found = read_set(faces_folder, "train")
    rng = np.random.default_rng(0)
    return TrainingFaces(found, rng.random((1, len(found)), np.float32), rng.normal(size=(1, len(found), 8)).astype(np.float32))


def press_ctrl_c() -> None:
    """As a terminal does: the workers hear it, too."""
    for process in multiprocessing.active_children():
        os.kill(process.pid, signal.SIGINT)
    os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_is_noted_and_a_second_one_breaks_off():
    before = signal.getsignal(signal.SIGINT)
    with Interruption() as interruption:
        assert not interruption.asked
        press_ctrl_c()
        assert interruption.asked
        with pytest.raises(KeyboardInterrupt):
            press_ctrl_c()
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("workers", [0, 2])
def test_ctrl_c_saves_the_step_at_hand_and_says_how_to_go_on(faces, tiny_student, tmp_path, monkeypatch, capsys, workers):
    whole = train.train(TINY, faces, tmp_path / "whole.pt")
    step = Run.train_step

    def pressed_in_the_third(run, *given):
        if run.step == 2:
            press_ctrl_c()
        return step(run, *given)

    monkeypatch.setattr(Run, "train_step", pressed_in_the_third)
    with pytest.raises(SystemExit) as stopped:
        train.train(TINY, faces, tmp_path / "run.pt", workers=workers)
    assert stopped.value.code == 130
    assert "stopped after step 3 of 6" in (said := capsys.readouterr().err) and "same command goes on" in said
    monkeypatch.setattr(Run, "train_step", step)
    resumed = train.train(TINY, faces, tmp_path / "run.pt", workers=workers)
    assert resumed.step == 6
    assert all(torch.equal(a, b) for a, b in zip(whole.averaged.values(), resumed.averaged.values()))
