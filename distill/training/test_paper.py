"""The paper's method, one test a clause of it (arXiv 2404.09555 and its public code's configuration)."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from ..convert.test_paper import tiny
from ..data.faces import read_set
from ..data.geometry import align, jittered, umeyama, warp
from ..nets.iresnet import CheckpointLayoutError, load_checkpoint, start_from
from . import run as run_module
from .config import PAPER, WEB
from .faces import TrainingFaces, draw_misalignment
from .run import Run, kept, rate

PAPER_TINY = replace(PAPER, batch=4, chunk=2)
STEPS = 12


@pytest.fixture
def faces(faces_folder):
    found = read_set(faces_folder, "train")
    rng = np.random.default_rng(0)
    return TrainingFaces(found, rng.random((1, len(found)), np.float32), rng.normal(size=(1, len(found), 8)).astype(np.float32))


def test_landmarks_move_by_up_to_three_source_pixels_whatever_the_face_s_size(faces):
    face, moved = faces.faces[0], []
    for factor in (1, 4):
        large = replace(face, points=face.points * factor)
        for seed in range(200):
            error = draw_misalignment(PAPER, large, np.random.default_rng(seed))
            assert (error.rotation, error.scale, error.shift_x, error.shift_y) == (0, 1, 0, 0)
            points = jittered(large.points, error.jitter, error.seed)
            assert np.allclose(align(large.points, error), umeyama(points))
            moved.append(points - large.points)
    distances = np.abs(moved)                           # [400, 5, 2]
    assert distances.max() <= 3 + 1e-9 and distances[:200].max() > 2.95 and distances[200:].max() > 2.95
    assert distances.mean() == pytest.approx(1.5, abs=0.05)        # of U[-3, 3]


def test_crops_are_neither_degraded_nor_mirrored_nor_cut_by_the_box(faces):
    for step in range(3):
        batch = faces.batch(PAPER_TINY, step)
        for place, image in enumerate(batch.images):
            position = 4 * step + place
            face = faces.faces[faces.index(PAPER_TINY, position)]
            rng = np.random.default_rng([PAPER_TINY.seed, 1, position])
            rng.random()                                # whether it is degraded
            assert np.array_equal(image, warp(face.load(), align(face.points, draw_misalignment(PAPER_TINY, face, rng))))


def test_losses_are_those_of_torch_one_to_one(faces, tiny_student):
    batch = faces.batch(PAPER_TINY, 0)
    student = tiny_student(PAPER_TINY.seed)
    with torch.no_grad():
        embedding, quality = student(torch.from_numpy(batch.images).permute(0, 3, 1, 2).float())
    cosine = torch.nn.CosineEmbeddingLoss()(embedding, torch.from_numpy(batch.targets), torch.ones(4))
    smooth = torch.nn.SmoothL1Loss(beta=0.5)(quality, torch.from_numpy(batch.labels))
    row = Run(PAPER_TINY).train_step(batch, STEPS)
    assert row["cosine"] == pytest.approx(cosine.item(), abs=1e-6)
    assert row["quality"] == pytest.approx(smooth.item(), abs=1e-6)
    assert row["loss"] == pytest.approx((cosine + smooth).item(), abs=1e-6)


def test_sgd_has_the_papers_groups(tiny_student):
    run = Run(PAPER_TINY)
    assert isinstance(run.optimiser, torch.optim.SGD)
    backbone, head = run.optimiser.param_groups
    assert (backbone["momentum"], backbone["weight_decay"], head["momentum"], head["weight_decay"]) == (0.1, 0, 0.9, 5e-4)
    assert PAPER.backbone_rate == PAPER.head_rate == 0.05
    assert {id(p) for p in head["params"]} == {id(p) for p in run.student.head.parameters()}


def test_the_last_tensors_of_the_backbone_learn_and_the_others_stay(faces, tiny_student):
    """The real one counts 100; the tiny backbone has 6: three convolutions, each with its bias."""
    run = Run(replace(PAPER_TINY, learning=2))
    assert [id(p) for p in run.optimiser.param_groups[0]["params"]] == [id(p) for p in run.student.recogniser.layers["04"].parameters()]
    before = {name: value.clone() for name, value in run.student.state_dict().items()}
    for step in range(2):                               # the first is at rate 0
        run.train_step(faces.batch(PAPER_TINY, step), STEPS)
    changed = {name for name, value in run.student.state_dict().items() if not torch.equal(value, before[name])}
    assert changed == {"recogniser.layers.04.weight", "recogniser.layers.04.bias", *(f"head.{i}.{kind}" for i in (0, 2) for kind in ("weight", "bias"))}


def test_rate_rises_as_a_sine_over_the_first_15_percent_and_holds():
    values = [rate(PAPER, step, 1000) for step in range(1000)]
    assert values[0] == 0 and values[75] == pytest.approx(math.sin(math.pi / 4)) and min(values[150:]) == max(values) == 1


def test_the_average_is_the_mean_of_the_weights_after_every_step(faces, tiny_student):
    run, seen = Run(PAPER_TINY), []
    for step in range(5):
        run.train_step(faces.batch(PAPER_TINY, step), STEPS)
        seen.append({name: value.double().clone() for name, value in run.student.state_dict().items()})
    for name, value in run.averaged.items():
        assert torch.allclose(value.double(), torch.stack([weights[name] for weights in seen]).mean(0), atol=1e-6)
    assert not torch.equal(run.averaged["head.2.bias"], run.student.state_dict()["head.2.bias"])


def test_the_papers_own_net_starts_as_a_recogniser_learns_from_it_and_is_exported(faces, tmp_path, monkeypatch):
    """Of the paper's kind, but tiny: its last 20 tensors learn; what comes out is read as the paper's own checkpoint is."""
    start, file = tiny(), tmp_path / "recogniser.pth"
    torch.save(start.feature_extractor.state_dict(), file)
    monkeypatch.setattr(run_module, "start_from", lambda path, seed: start_from(path, seed, tiny()))
    config = replace(PAPER_TINY, chunk=4, architecture=f"iresnet100:{file}", live_teacher=True, learning=20)
    with pytest.raises(ValueError, match="--live-teacher"):
        Run(replace(config, live_teacher=False))
    run = Run(config)
    for part in (run.teacher, run.student):
        assert all(torch.equal(a, b) for a, b in zip(part.recogniser.state_dict().values(), start.recogniser.state_dict().values(), strict=True))
    for step in range(3):
        row = run.train_step(replace(faces, targets=None).batch(config, step), STEPS)
        assert 0 < row["cosine"] < 2
    before = dict(start.recogniser.named_parameters())
    changed = {name for name, value in run.student.recogniser.named_parameters() if not torch.equal(value, before[name])}
    shifts = {"fc.bias", "layer4.0.bn3.bias", "layer4.0.downsample.1.bias"}        # a normalisation follows, which takes them away
    assert changed | shifts == {*[*before][-20:]}
    layers = [layer for layer in run.student.recogniser.modules() if isinstance(layer, run_module.NORMS)]
    theirs = [layer for layer in start.recogniser.modules() if isinstance(layer, run_module.NORMS)]
    for layer, other in zip(layers, theirs, strict=True):                         # statistics stay where weights do
        moved = not torch.equal(layer.running_mean, other.running_mean), not torch.equal(layer.running_var, other.running_var)
        assert moved == (layer.weight.requires_grad,) * 2
    assert {layer.weight.requires_grad for layer in layers} == {True, False}
    assert all(torch.equal(a, b) for a, b in zip(run.teacher.recogniser.parameters(), start.recogniser.parameters(), strict=True))
    run.save(tmp_path / "run.pt")
    read = load_checkpoint(tmp_path / "run.pt", tiny())
    assert all(torch.equal(value, run.averaged[name]) for name, value in read.state_dict().items() if "num_batches" not in name)
    assert Run.load(tmp_path / "run.pt").step == 3


def test_weights_of_another_net_are_refused(tmp_path):
    torch.save({"conv1.weight": torch.zeros(3)}, tmp_path / "other.pth")
    with pytest.raises(CheckpointLayoutError, match="recogniser alone"):
        start_from(tmp_path / "other.pth", 1, tiny())


def test_ours_averages_while_the_rate_falls():
    assert [kept(WEB, step, 10) for step in range(1, 11)] == [0.0] * 5 + [WEB.average] * 5
