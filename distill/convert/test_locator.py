import numpy as np
import onnxruntime
import pytest
import torch

from ..locator.net import Locator, in_pixels
from ..locator.self_aligning import SelfAligning
from .locator import locator_gram, to_onnx
from .student import input_grams, read_weights
from .student import to_onnx as student_to_onnx

pytestmark = pytest.mark.usefixtures("one_thread")


def images(n: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (n, 3, 112, 112)).astype(np.float32)


def asked(model, names: list[str], n: int = 3) -> list[np.ndarray]:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(names, {"image": images(n)})


@pytest.fixture
def locator() -> Locator:
    """One that says something, its normalisations with statistics of their own."""
    torch.manual_seed(0)
    locator = Locator().eval()
    torch.nn.init.normal_(locator.last.weight, 0, 0.02)
    for layer in locator.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.running_mean.normal_(0, 0.1)
            layer.running_var.uniform_(0.5, 2)
    return locator


@pytest.mark.parametrize("n", [1, 3])
def test_the_locators_graph_equals_pytorch(locator, n):
    (alignment,) = asked(to_onnx(locator), ["alignment"], n)
    with torch.no_grad():
        expected = in_pixels(locator(torch.from_numpy(images(n)))).numpy()
    assert alignment.shape == (n, 2, 3)
    assert np.abs(expected - np.eye(2, 3)).max() > 0.5
    assert np.abs(alignment - expected).max() < 1e-3


def test_a_self_aligning_students_graph_equals_pytorch(locator, tiny_student):
    model = SelfAligning(locator, tiny_student()).eval()
    quality, embedding, alignment = asked(student_to_onnx(model), ["quality", "embedding", "alignment"])
    with torch.no_grad():
        expected_embedding, expected = model(torch.from_numpy(images(3)))
    assert np.abs(quality[:, 0] - expected.numpy()).max() < 1e-3
    assert np.abs(embedding - expected_embedding.numpy()).max() < 1e-3
    assert alignment.shape == (3, 2, 3)


def test_small_weights_move_the_alignment_little(locator, tiny_student):
    crops = images(8).transpose(0, 2, 3, 1).astype(np.uint8)
    model = SelfAligning(locator, tiny_student()).eval()
    grams = input_grams(model, crops) | {locator.first: locator_gram(locator, crops)}
    small, full = student_to_onnx(model, grams), student_to_onnx(model)
    assert small.ByteSize() < 0.5 * full.ByteSize()
    (ours,), (theirs,) = asked(small, ["alignment"]), asked(full, ["alignment"])
    assert 0 < np.abs(ours - theirs).max() < 0.5        # crop px


@pytest.mark.parametrize("small", [False, True])
def test_weights_come_back_from_a_file(tiny_student, tmp_path, small):
    student, other = tiny_student(1).eval(), tiny_student(2).eval()
    crops = images(4).transpose(0, 2, 3, 1).astype(np.uint8)
    model = student_to_onnx(student, input_grams(student, crops) if small else None)
    (tmp_path / "student.onnx").write_bytes(model.SerializeToString())
    read_weights(other, tmp_path / "student.onnx")
    with torch.no_grad():
        _, quality = other(torch.from_numpy(images(3)))
    (expected,) = asked(model, ["quality"])
    assert np.abs(quality.numpy() - expected[:, 0]).max() < 1e-4


def test_weights_of_another_architecture_are_refused(tiny_student, tmp_path, locator):
    (tmp_path / "locator.onnx").write_bytes(to_onnx(locator).SerializeToString())
    with pytest.raises(ValueError, match="no student of this architecture"):
        read_weights(tiny_student(), tmp_path / "locator.onnx")
