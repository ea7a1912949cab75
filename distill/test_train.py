import json
from dataclasses import replace

import numpy as np
import onnxruntime
import pytest
import torch

from . import train as command
from .data.degrade import degrade
from .data.faces import read_set
from .data.geometry import align, align_box, warp
from .nets import graph, student
from .train import PRESETS, Run, resume, train
from .training.faces import TrainingFaces
from .training.run import rate

STUDENT, BASELINE = (replace(PRESETS[name], batch=4, chunk=2, passes=6, warm_up=2, frozen=1, versions=(0, 1)) for name in ("plumb-m-ai-kd", "plumb-m-baseline"))


@pytest.fixture
def faces(faces_folder):
    found = read_set(faces_folder, "train")
    rng = np.random.default_rng(0)
    targets = rng.normal(size=(2, len(found), 8)).astype(np.float32)
    return TrainingFaces(found, rng.random((2, len(found)), np.float32), targets / np.linalg.norm(targets, axis=2, keepdims=True))


def weights(run: Run) -> list[torch.Tensor]:
    return [*run.student.state_dict().values(), *run.averaged.values()]


def test_only_the_split_asked_for_is_read(faces_folder):
    assert [f.file for f in read_set(faces_folder, "train")] == ["0.png", "1.png", "2.png", "3.png"]
    assert [f.file for f in read_set(faces_folder, "val")] == ["4.png", "5.png"]


def test_degradations_follow_their_seed(faces):
    image = faces.faces[0].load()
    assert np.array_equal(degrade(image, [1, 2]), degrade(image, [1, 2]))
    assert not np.array_equal(degrade(image, [1, 2]), degrade(image, [1, 3]))
    assert np.array_equal(image, faces.faces[0].load())


def test_student_starts_as_the_teacher(recogniser, tiny_student):
    """The public AI-KD code never loads the teacher's weights; ours are the file's, RGB 0-255 going in."""
    image = np.random.default_rng(0).integers(0, 256, (1, 3, 112, 112)).astype(np.float32)
    session = onnxruntime.InferenceSession(recogniser.SerializeToString(), providers=["CPUExecutionProvider"])
    expected = session.run(None, {"x": (image[:, ::-1] - 127) / 128})[0]
    with torch.no_grad():
        embedding, quality = tiny_student()(torch.from_numpy(image))
    assert np.abs(embedding.numpy() - expected).max() < 1e-4
    assert quality.shape == (1,)


@pytest.mark.skipif(not student.TEACHER.exists(), reason="the npm package is not in distill/.cache; `python -m distill.nets.student` fetches it")
def test_student_starts_as_the_real_teacher():
    image = np.random.default_rng(0).integers(0, 256, (1, 3, 112, 112)).astype(np.float32)
    session = onnxruntime.InferenceSession(str(student.teacher_file()), providers=["CPUExecutionProvider"])
    expected = session.run(None, {"input": np.ascontiguousarray((image[:, ::-1] - 127) / 128)})[0]
    with torch.no_grad():
        embedding, _ = student.create_student()(torch.from_numpy(image))
    assert np.abs(embedding.numpy() - expected).max() < 1e-4


def test_unknown_operators_are_refused(recogniser):
    recogniser.graph.node[1].op_type = "Softplus"
    with pytest.raises(ValueError, match="Softplus"):
        graph.Recogniser(recogniser.graph)


def test_targets_and_frozen_layers_stay_while_the_rest_learns(faces, tiny_student, tmp_path):
    before, targets = tiny_student().state_dict(), faces.targets.copy()
    run = train(STUDENT, faces, tmp_path / "run.pt")
    after = run.student.state_dict()
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    assert "recogniser.layers.00.weight" not in changed and "recogniser.layers.01.slope" not in changed
    assert {"recogniser.layers.02.weight", "recogniser.layers.04.weight", "head.0.weight", "head.2.bias"} <= changed
    assert np.array_equal(faces.targets, targets)


def test_student_sees_misaligned_crops_and_the_baseline_proper_ones(faces, tiny_student):
    """The only difference between the two runs: same faces, versions, labels, targets and flips."""
    proper = [warp(face.load_version(v), align(face.points)) for face in faces.faces for v in (0, 1)]
    proper += [crop[:, ::-1] for crop in proper]
    is_proper = lambda image: any(np.array_equal(image, crop) for crop in proper)  # noqa: E731
    for step in range(3):
        ours, our_targets, our_labels = faces.batch(STUDENT, step)
        theirs, their_targets, their_labels = faces.batch(BASELINE, step)
        assert np.array_equal(our_targets, their_targets) and np.array_equal(our_labels, their_labels)
        assert all(is_proper(image) for image in theirs)
        assert not any(is_proper(image) for image in ours)
    assert replace(BASELINE, name=STUDENT.name, misaligned=True) == STUDENT


def test_a_share_of_the_crops_is_aligned_by_the_face_box(faces):
    """A tool without landmarks cuts the detector's box; faces without a box are aligned by their points."""
    boxed = replace(STUDENT, boxed=1.0, shaken=0.0)
    expected = [warp(face.load_version(v), align_box(face.box)) for face in faces.faces for v in (0, 1)]
    expected += [crop[:, ::-1] for crop in expected]
    images, _, _ = faces.batch(boxed, 0)
    assert all(any(np.array_equal(image, crop) for crop in expected) for image in images)
    without = TrainingFaces([replace(face, box=None) for face in faces.faces], faces.labels, faces.targets)
    assert np.array_equal(without.batch(boxed, 0).images, without.batch(replace(boxed, boxed=0.0), 0).images)


def test_a_batch_is_a_function_of_seed_and_step(faces):
    first = faces.batch(STUDENT, 2)
    faces.batch(STUDENT, 0)
    assert all(np.array_equal(a, b) for a, b in zip(first, faces.batch(STUDENT, 2)))
    assert not np.array_equal(first.images, faces.batch(replace(STUDENT, seed=2), 2).images)


def test_a_pass_shows_every_face_once(faces):
    seen = np.concatenate([faces.batch(replace(STUDENT, batch=2), step).labels for step in range(2)])
    owner = [np.flatnonzero((faces.labels == value).any(0))[0] for value in seen]
    assert sorted(owner) == [0, 1, 2, 3]


def test_a_resumed_run_is_the_uninterrupted_run(faces, tiny_student, tmp_path):
    whole = train(STUDENT, faces, tmp_path / "whole.pt")
    for stop in (2, 4, None):                           # the second stop lies where the average is already kept
        parts = train(STUDENT, faces, tmp_path / "parts.pt", stop=stop)
    assert whole.step == parts.step == 6
    assert all(torch.equal(a, b) for a, b in zip(weights(whole), weights(parts)))
    steps = lambda name: [line.split(",")[0] for line in (tmp_path / name).read_text().splitlines()]  # noqa: E731
    assert steps("whole.csv") == steps("parts.csv") == ["step", "1", "2", "3", "4", "5", "6"]


def test_a_run_does_not_depend_on_the_number_of_workers(faces, tiny_student, tmp_path):
    alone = train(STUDENT, faces, tmp_path / "alone.pt")
    helped = train(STUDENT, faces, tmp_path / "helped.pt", workers=2)
    assert all(torch.equal(a, b) for a, b in zip(weights(alone), weights(helped), strict=True))
    losses = lambda name: [line.split(",")[:5] for line in (tmp_path / name).read_text().splitlines()]  # noqa: E731
    assert losses("alone.csv") == losses("helped.csv")


def test_bfloat16_changes_losses_a_little_and_weights_stay_of_full_precision(faces, tiny_student):
    runs = [Run(replace(STUDENT, precision=precision)) for precision in ("float32", "bfloat16")]
    full, half = (run.train_step(faces.batch(STUDENT, 0), 6) for run in runs)
    for loss in ("cosine", "quality"):
        assert half[loss] == pytest.approx(full[loss], rel=0.05) and abs(half[loss] / full[loss] - 1) > 1e-5
    assert all(value.dtype == torch.float32 for run in runs for value in weights(run))


@pytest.mark.parametrize("name, expected", [("channels_last", torch.channels_last), ("contiguous", torch.contiguous_format)])
def test_weights_and_crops_lie_in_memory_as_asked(faces, tiny_student, name, expected):
    run, seen = Run(replace(STUDENT, memory_format=name)), []
    first = run.student.recogniser.layers["00"]
    first.register_forward_pre_hook(lambda _, given: seen.append(given[0]))
    run.train_step(faces.batch(STUDENT, 0), 6)
    other = {torch.channels_last: torch.contiguous_format, torch.contiguous_format: torch.channels_last}[expected]
    assert len(seen) == 2                               # chunks
    for tensor in (first.weight, *seen):
        assert tensor.is_contiguous(memory_format=expected) and not tensor.is_contiguous(memory_format=other)


def test_memory_format_changes_nothing_but_rounding(faces, tiny_student):
    ours, theirs = (Run(replace(STUDENT, memory_format=name)).train_step(faces.batch(STUDENT, 0), 6) for name in ("channels_last", "contiguous"))
    assert ours == pytest.approx(theirs, rel=1e-4)


def test_passes_may_change_until_the_rate_falls(faces, tiny_student, tmp_path):
    planned = train(STUDENT, faces, tmp_path / "planned.pt")
    train(replace(STUDENT, passes=9), faces, tmp_path / "late.pt", stop=3)
    changed = train(STUDENT, faces, tmp_path / "late.pt")
    assert all(torch.equal(a, b) for a, b in zip(weights(planned), weights(changed)))
    with pytest.raises(SystemExit, match="depends on passes"):
        resume(replace(STUDENT, passes=9), tmp_path / "late.pt", 4)
    with pytest.raises(SystemExit, match="belongs to"):
        resume(replace(STUDENT, seed=2), tmp_path / "late.pt", 4)


def test_rate_rises_holds_and_falls():
    config = PRESETS["plumb-m-ai-kd"]
    values = [rate(config, step, 1000) for step in range(1001)]
    assert values[0] == pytest.approx(0.01) and values[100] == values[500] == 1
    assert values[750] == pytest.approx(0.5) and values[1000] == pytest.approx(0)


@pytest.mark.parametrize("steps, warm_up", [(1, 100), (2, 100), (20, 100), (150, 100), (20, 0)])
def test_a_short_run_reaches_its_rate_before_it_falls(steps, warm_up):
    assert max(rate(replace(PRESETS["plumb-m-ai-kd"], warm_up=warm_up), step, steps) for step in range(steps)) == 1


def test_passes_of_a_run_so_short_that_they_decide_its_rise_may_not_change(faces, tiny_student, tmp_path):
    config = replace(STUDENT, warm_up=100)
    train(config, faces, tmp_path / "run.pt", stop=1)
    with pytest.raises(SystemExit, match="depends on passes"):
        resume(replace(config, passes=9), tmp_path / "run.pt", 4)


def test_too_few_faces_for_a_batch_are_an_error_that_says_so(faces, tiny_student, tmp_path):
    with pytest.raises(ValueError, match="1 passes over 4 faces do not make a batch of 16"):
        train(replace(STUDENT, batch=16, passes=1), faces, tmp_path / "run.pt")
    assert list(tmp_path.glob("run*")) == []


@pytest.fixture
def tiny_preset(faces, tiny_student, tmp_path, monkeypatch):
    """`python -m distill.train tiny` trains on the fixture's faces; what it writes goes to tmp_path."""
    monkeypatch.setitem(PRESETS, "tiny", replace(STUDENT, name="tiny"))
    monkeypatch.setattr(command, "get_ready", lambda threads: None)
    monkeypatch.setattr(command, "training_faces", lambda config, data: faces)
    monkeypatch.setattr(command, "checkpoint_file", lambda name: tmp_path / f"{name}.pt")
    monkeypatch.setattr(command.record, "__defaults__", (tmp_path / "records",))


def test_a_presets_run_is_recorded(tiny_preset, tmp_path):
    command.main(["tiny"])
    assert json.loads((tmp_path / "records/tiny/config.json").read_text())["steps"] == 6
    assert (tmp_path / "records/tiny/log.csv").exists()


@pytest.mark.parametrize("changes", [["--passes", "3"], ["--name", "mine"], ["--seed", "2"]])
def test_a_run_that_differs_from_its_preset_is_not_recorded(tiny_preset, tmp_path, changes):
    command.main(["tiny", *changes])
    assert len([*tmp_path.glob("*.pt")]) == 1 and not (tmp_path / "records").exists()


@pytest.mark.parametrize("arguments, says", [
    ("web --label beauty", "no label beauty, but utility"),
    ("web --label csv:nowhere.csv --data nowhere", "nowhere"),
    ("web --data nowhere", "nowhere/data/train/celeba"),
    ("web --shards nowhere", "cannot have the label utility"),
    ("paper --architecture iresnet100:x.pth", "--live-teacher"),
    ("web --architecture iresnet100:x.pth --live-teacher", "--frozen 0"),
])
def test_what_cannot_be_trained_is_said_in_a_line(monkeypatch, arguments, says):
    monkeypatch.setattr(command, "get_ready", lambda threads: None)
    with pytest.raises(SystemExit) as stopped:
        command.main(arguments.split())
    assert says in stopped.value.code and "\n" not in stopped.value.code
