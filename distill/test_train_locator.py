import signal
from dataclasses import replace

import numpy as np
import pytest
import torch

from .data.faces import read_set
from .evaluate_locator import CUTS, errors, transform_of
from .locator.locator_config import LocatorConfig
from .locator.misaligned_faces import MisalignedFaces, proper_to_crop
from .train_locator import Run, rate, train

CONFIG = replace(LocatorConfig(), batch_size=4, epochs=6.0, boxed=0.0)

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture
def faces(faces_folder) -> MisalignedFaces:
    return MisalignedFaces(read_set(faces_folder, "train"))


def test_a_resumed_locator_is_the_uninterrupted_one(faces, tmp_path):
    whole = train(CONFIG, faces, tmp_path / "whole.pt")
    with pytest.raises(SystemExit):
        train(replace(CONFIG), Stopping(faces, after=3), tmp_path / "parts.pt")
    parts = train(CONFIG, faces, tmp_path / "parts.pt")
    for name, value in whole.locator.state_dict().items():
        assert torch.equal(value, parts.locator.state_dict()[name]), name


class Stopping:
    """Faces that ask for an end, as Ctrl+C does, while batch number `after` is made."""

    def __init__(self, faces: MisalignedFaces, after: int):
        self.faces, self.after = faces, after

    def steps(self, config: LocatorConfig) -> int:
        return self.faces.steps(config)

    def batch(self, config: LocatorConfig, step: int):
        if step == self.after:
            signal.raise_signal(signal.SIGINT)
        return self.faces.batch(config, step)


def test_another_configuration_does_not_go_on_with_a_run(faces, tmp_path):
    train(replace(CONFIG, epochs=1.0), faces, tmp_path / "run.pt")
    with pytest.raises(ValueError, match="another configuration"):
        train(replace(CONFIG, epochs=1.0, jitter=0.1), faces, tmp_path / "run.pt")


def test_the_locator_learns_where_a_few_faces_are(faces, tmp_path):
    config = replace(CONFIG, clean=1.0, flipped=0.0, wide=0.0, moderate=0.0, jitter=0.3, batch_size=8)
    run, batch = Run(config), faces.batch(config, 0)
    first = run.train_step(batch, 1000)["loss"]
    for _ in range(30):
        last = run.train_step(batch, 1000)["loss"]
    assert last < 0.7 * first


def test_the_rate_rises_and_falls_to_nothing():
    rates = [rate(LocatorConfig(), step, 1000) for step in range(1000)]
    assert rates[0] < 0.05 and max(rates) == 1 and rates[-1] < 1e-4
    assert np.argmax(rates) == pytest.approx(50, abs=1)


def test_a_mended_crop_is_off_by_nothing_where_what_was_found_is_true(faces):
    face = faces.faces[0]
    true = np.stack([proper_to_crop(face, transform_of(face, condition)) for condition in CUTS])
    assert errors(true, true).max() < 1e-9
    as_cut = dict(zip(CUTS, errors(np.tile(np.eye(2, 3), (len(CUTS), 1, 1)), true)))
    assert as_cut["proper"] < 1e-9 < as_cut["jitter 10%"] < as_cut["box"]
    assert as_cut["rotation 15°"] < as_cut["rotation 30°"] < as_cut["rotation 45°"]
    # A shift of 8% of the side is 8.96 px; the template's eyes are 35.24 px apart.
    assert as_cut["shift 8%"] == pytest.approx(100 * 0.08 * 112 / 35.2378, rel=1e-3)
