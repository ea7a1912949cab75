import numpy as np
import onnxruntime
import torch

from .student import input_grams, to_onnx


def outputs(model: bytes, images: np.ndarray) -> list[np.ndarray]:
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    return session.run(["quality", "embedding"], {"image": images})


def images(n: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (n, 3, 112, 112)).astype(np.float32)


def test_fp32_graph_equals_pytorch(tiny_student):
    student = tiny_student().eval()
    quality, embedding = outputs(to_onnx(student).SerializeToString(), images(5))
    with torch.no_grad():
        expected_embedding, expected = student(torch.from_numpy(images(5)))
    assert quality.shape == (5, 1) and embedding.shape == (5, 8)
    assert np.abs(quality[:, 0] - expected.numpy()).max() < 1e-4
    assert np.abs(embedding - expected_embedding.numpy()).max() < 1e-4


def test_small_graph_is_near_to_pytorch(tiny_student):
    student = tiny_student().eval()
    crops = images(5).astype(np.uint8)
    quality, _ = outputs(to_onnx(student, input_grams(student, crops.transpose(0, 2, 3, 1))).SerializeToString(), images(5))
    with torch.no_grad():
        _, expected = student(torch.from_numpy(images(5)))
    difference = np.abs(quality[:, 0] - expected.numpy())
    assert 0 < difference.max() < 0.02
