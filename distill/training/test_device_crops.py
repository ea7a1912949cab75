"""On CPU tensors: what a GPU computes differs in rounding alone."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from .. import train
from ..data.degrade import degradation_seed
from ..data.faces import read_set
from ..data.tensor_degrade import draw
from .config import WEB
from .device_crops import cut
from .faces import Batch, TrainingFaces, Uncut
from .run import Run

pytestmark = pytest.mark.usefixtures("one_thread")

CPU = replace(WEB, batch=8, chunk=4, passes=12, warm_up=2, frozen=1, versions=(0, 1, 2, 3))              # of four faces: six steps
LIVE = replace(CPU, live_teacher=True)


def on_device(config):
    return replace(config, crops="device")


def both(faces: TrainingFaces, config, step: int) -> tuple[Batch, Batch]:
    """The device's crops and the workers' of the same step, as arrays."""
    ours = cut(faces.batch(on_device(config), step), torch.device("cpu"), config.live_teacher)
    return Batch(*map(np.asarray, ours)), faces.batch(config, step)


@pytest.fixture
def faces(faces_folder) -> TrainingFaces:
    found = read_set(faces_folder, "train")
    rng = np.random.default_rng(0)
    return TrainingFaces(found, rng.random((4, len(found)), np.float32), rng.normal(size=(4, len(found), 8)).astype(np.float32))


@pytest.mark.parametrize("config", [CPU, LIVE, replace(CPU, misaligned=False), replace(CPU, boxed=1.0)], ids=["stored", "live", "baseline", "boxed"])
def test_crops_as_they_are_and_of_chains_equal_the_workers(faces, config):
    """Mirrored or not, cut by landmarks or by the box; and so do the teacher's, its word, and the labels."""
    config = replace(config, versions=(0, 2))
    for step in range(4):
        ours, theirs = both(faces, config, step)
        assert ours.images.shape == theirs.images.shape and ours.images.dtype == np.uint8
        assert np.abs(ours.images.astype(int) - theirs.images).max() <= 1
        assert np.array_equal(ours.labels, theirs.labels) and ours.targets.shape == theirs.targets.shape
        assert np.abs(ours.targets - theirs.targets.astype(float)).max() <= config.live_teacher


def test_other_degradations_are_the_workers_of_the_same_draws(faces):
    """As near as test_tensor_degrade.py says: JPEG is the farthest. Noise aside, which is other noise."""
    config = replace(CPU, clean=0.0, versions=(0, 1, 3))
    undegraded, far, kinds = replace(config, clean=1.0, versions=(0,)), [], set()
    for step in range(6):
        (ours, theirs), plain = both(faces, config, step), faces.batch(undegraded, step)
        drawn = [faces.drawn(config, position) for position in range(8 * step, 8 * step + 8)]
        for image, expected, before, one in zip(ours.images.astype(int), theirs.images, plain.images, drawn):
            found = {defect.kind for defect in draw(degradation_seed(one.face.key, one.version))}
            kinds |= found
            if not found & {"noise", "dark"}:
                assert np.abs(image - expected).mean() <= 1.5
                far.append(np.abs(image - before).mean())
    assert np.mean(far) > 3 and len(kinds) > 3


@pytest.mark.parametrize("config", [CPU, LIVE], ids=["stored", "live"])
def test_a_step_has_nearly_the_loss_of_one_with_the_workers_crops(faces, tiny_student, config):
    ours, theirs = Run(on_device(config)), Run(config)
    for step in range(3):
        a, b = (run.train_step(faces.batch(run.config, step), 6) for run in (ours, theirs))
        assert a == pytest.approx(b, rel=0.03) and a != b


def test_what_workers_hand_over_is_whole_pictures_and_a_run_does_not_depend_on_them(faces, tiny_student, tmp_path):
    config = on_device(CPU)
    assert isinstance(faces.batch(config, 0), Uncut)
    assert any(defects for defects in faces.batch(replace(config, clean=0.0), 0).defects)
    alone, helped = (train.train(config, faces, tmp_path / f"{workers}.pt", workers=workers) for workers in (0, 2))
    assert alone.step == helped.step == 6
    assert all(torch.equal(a, b) for a, b in zip(alone.averaged.values(), helped.averaged.values(), strict=True))


def test_noise_is_a_function_of_seed_step_and_process(faces):
    batch = lambda config, step, rank: faces.batch(on_device(config), step, rank, 2)  # noqa: E731
    seeds = {batch(*which).seed for which in ((CPU, 0, 0), (CPU, 1, 0), (CPU, 0, 1), (replace(CPU, seed=2), 0, 0))}
    assert len(seeds) == 4 and batch(CPU, 1, 0).seed in seeds
