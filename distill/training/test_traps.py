"""What is wrong in the public code of AI-KD, read and not run; one test each that it is not so here."""

from dataclasses import replace

import cv2
import numpy as np
import onnxruntime
import pytest
import torch

from .. import evaluate_val, export, train
from ..data.crops import aligned_crop
from ..data.faces import Face, read_set
from ..data.geometry import TEMPLATE, align, warp
from .config import WEB
from .faces import TrainingFaces
from .run import Run

TINY = replace(WEB, batch=4, chunk=2, passes=6, warm_up=2, frozen=0, versions=(0,))
LIVE = replace(TINY, live_teacher=True)


@pytest.fixture
def faces(faces_folder):
    found = read_set(faces_folder, "train")
    rng = np.random.default_rng(0)
    return TrainingFaces(found, rng.random((1, len(found)), np.float32), rng.normal(size=(1, len(found), 8)).astype(np.float32))


@pytest.fixture
def live_faces(faces):
    return replace(faces, targets=None)


def weights(model) -> list[torch.Tensor]:
    return [value.clone() for value in model.state_dict().values()]


def same(a: list[torch.Tensor], b: list[torch.Tensor]) -> bool:
    return all(torch.equal(x, y) for x, y in zip(a, b, strict=True))


def test_the_teacher_is_not_the_student_and_stays_bit_for_bit(live_faces, tiny_student, tmp_path):
    """There the teacher is the student's own module, so it learns with it and the distance between them says nothing."""
    fresh = Run(LIVE)
    places = lambda model: {value.data_ptr() for value in model.state_dict().values()}  # noqa: E731
    assert not places(fresh.teacher) & (places(fresh.student) | {value.data_ptr() for value in fresh.averaged.values()})
    run = train.train(LIVE, live_faces, tmp_path / "run.pt")
    assert same(weights(run.teacher), weights(fresh.teacher)) and not same(weights(run.student), weights(fresh.student))
    resumed = Run.load(tmp_path / "run.pt")             # nor does it come back as what the student has become
    assert same(weights(resumed.teacher), weights(fresh.teacher))


@pytest.mark.parametrize("initialisation", ["teacher", "random"])
def test_the_teacher_has_the_recognisers_weights(recogniser, tiny_student, initialisation):
    """There the recogniser's weights are never loaded. (The student's start: test_train.py.)"""
    teacher = Run(replace(LIVE, initialisation=initialisation)).teacher
    image = np.random.default_rng(0).integers(0, 256, (1, 3, 112, 112)).astype(np.float32)
    session = onnxruntime.InferenceSession(recogniser.SerializeToString(), providers=["CPUExecutionProvider"])
    expected = session.run(None, {"x": (image[:, ::-1] - 127) / 128})[0]
    assert np.abs(teacher(torch.from_numpy(image))[0].numpy() - expected).max() < 1e-4


def test_a_live_teacher_says_of_the_aligned_crop_what_a_stored_one_said(faces, live_faces, tiny_student):
    """So the same faces teach the same, whether the teacher's embeddings are stored or made beside the student."""
    crops = np.stack([aligned_crop(face, 0) for face in faces.faces])
    with torch.no_grad():
        stored = tiny_student()(torch.from_numpy(crops).permute(0, 3, 1, 2).float())[0].numpy()
    ours, theirs = Run(LIVE), Run(TINY)
    for step in range(4):
        live = ours.train_step(live_faces.batch(LIVE, step), 6)
        cached = theirs.train_step(replace(faces, targets=stored[None]).batch(TINY, step), 6)
        assert live == pytest.approx(cached, abs=1e-5)


def test_the_average_is_over_all_the_steps_that_it_claims(faces, tiny_student):
    """There it is one of the ten validations. Ours, while the rate falls, keeps 99% of itself at every step."""
    run, expected = Run(TINY), None
    for step in range(6):
        run.train_step(faces.batch(TINY, step), 6)
        now = [value.double() for value in weights(run.student)]
        keep = 0.99 if step >= 3 else 0.0
        expected = now if expected is None else [keep * a + (1 - keep) * b for a, b in zip(expected, now)]
    assert all(torch.allclose(a.double(), b, atol=1e-6) for a, b in zip(run.averaged.values(), expected))
    assert not same([*run.averaged.values()], weights(run.student))


def test_looking_at_a_run_does_not_begin_its_average_anew(faces, tiny_student, tmp_path):
    whole = train.train(TINY, faces, tmp_path / "whole.pt")
    for stop in (4, 5, None):
        run = train.train(TINY, faces, tmp_path / "looked-at.pt", stop=stop)
        student = export.finished(tmp_path / "looked-at.pt")           # as evaluate_val and export do
        student(torch.zeros(1, 3, 112, 112))
        assert same(weights(student), [*run.averaged.values()])
    assert same([*whole.averaged.values()], [*run.averaged.values()])


def test_landmarks_are_not_moved_in_place(faces, tiny_student, tmp_path):
    """There `landms +=` adds one jitter to the last, so the points wander off."""
    before, first = [face.points.copy() for face in faces.faces], faces.batch(TINY, 0)
    train.train(TINY, faces, tmp_path / "run.pt")
    assert all(np.array_equal(face.points, points) for face, points in zip(faces.faces, before))
    assert np.array_equal(faces.batch(TINY, 0).images, first.images)


def test_validation_crops_are_misaligned(faces_folder):
    """There only training images are, so no validation ever sees what the method is for."""
    found = read_set(faces_folder, "val")
    versions = np.zeros(len(found), int)
    seen = {condition: evaluate_val.crops(found, versions, condition) for condition in evaluate_val.CONDITIONS}
    for condition, crops in seen.items():
        assert np.array_equal(crops, evaluate_val.crops(found, versions, condition))                     # the same errors for every model
        assert condition == "proper" or all(not np.array_equal(a, b) for a, b in zip(crops, seen["proper"]))


def test_crops_are_aligned_and_not_resized(tmp_path):
    """There `inference.py` squeezes the whole picture into the net's input. A spot on each landmark of a turned face must lie on the template."""
    (tmp_path / "images").mkdir()
    turn = cv2.getRotationMatrix2D((56, 56), 35, 1.3)
    points = TEMPLATE @ turn[:, :2].T + turn[:, 2] + (60, 30)
    picture = np.zeros((260, 300, 3), np.uint8)
    for x, y in points:
        cv2.circle(picture, (round(x), round(y)), 4, (255, 255, 255), -1)
    cv2.imwrite(str(tmp_path / "images" / "a.png"), picture)
    face = Face(tmp_path, "a.png", points, None, None, None)

    def spots(crop: np.ndarray) -> list[int]:
        return [int(crop[round(y), round(x)].min()) for x, y in TEMPLATE]

    config = replace(WEB, batch=1, versions=(0,), misaligned=False, flipped=0.0)
    trained_on = TrainingFaces([face], np.zeros((1, 1), np.float32), np.zeros((1, 1, 8), np.float32)).batch(config, 0).images[0]
    for crop in (trained_on, aligned_crop(face, 0), evaluate_val.crops([face], np.zeros(1, int), "proper")[0]):
        assert np.array_equal(crop, warp(picture, align(points))) and min(spots(crop)) > 200
    assert min(spots(cv2.resize(picture, (112, 112)))) == 0
