import hashlib

import pytest
import torch
from onnx import helper

from . import slim, student
from .slim import operations_of
from .test_slim import crops, net


@pytest.fixture
def small_teacher(tmp_path, monkeypatch):
    """A small net in the teacher's place, and a budget of 0.7 times its operations for plumb-s."""
    graph = net()
    data = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8).SerializeToString()
    (tmp_path / "teacher.onnx").write_bytes(data)
    monkeypatch.setattr(student, "CACHE", tmp_path)
    monkeypatch.setattr(student, "TEACHER", tmp_path / "teacher.onnx")
    monkeypatch.setattr(student, "TEACHER_SHA256", hashlib.sha256(data).hexdigest())
    monkeypatch.setattr(student, "calibration_crops", lambda data: crops(40))
    monkeypatch.setitem(student.BUDGETS, "plumb-s", int(0.7 * operations_of(graph)({})))
    return tmp_path


def parameters(net: torch.nn.Module) -> int:
    return sum(value.numel() for value in net.recogniser.state_dict().values())


def test_the_slim_student_is_smaller_and_speaks_the_same_language(small_teacher):
    large, small = student.create_student(), student.create_student(architecture="plumb-s")
    assert parameters(small) < parameters(large)
    images = torch.from_numpy(crops(8, seed=1)).permute(0, 3, 1, 2).float()
    with torch.no_grad():
        similarity = torch.nn.functional.cosine_similarity(small(images)[0], large(images)[0])
    assert similarity.mean() > 0.9


def test_slimming_is_done_once_for_each_budget(small_teacher, monkeypatch):
    first = student.recogniser_file("plumb-s")
    made = first.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(slim, "slimmed", lambda *_: pytest.fail("It was slimmed again."))
        assert student.recogniser_file("plumb-s") == first
        assert student.recogniser_file("plumb-m") == small_teacher / "teacher.onnx"
    monkeypatch.setitem(student.BUDGETS, "plumb-s", int(0.75 * student.BUDGETS["plumb-s"]))
    other = student.recogniser_file("plumb-s")
    assert other != first and len(other.read_bytes()) < len(made) and first.read_bytes() == made


@pytest.mark.parametrize("architecture", ["plumb-m", "plumb-s"])
def test_the_head_is_a_function_of_the_seed(small_teacher, architecture):
    head = lambda seed: student.create_student(seed, architecture).head[0].weight  # noqa: E731
    assert torch.equal(head(1), head(1)) and not torch.equal(head(1), head(2))
