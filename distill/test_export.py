import hashlib
import json

import numpy as np
import onnx
import onnxruntime
import pytest
import torch

from .export import MODELS, PAIR, finest_scale, input_grams, quantise, to_onnx, to_score, write_manifest

RELEASED = json.loads((MODELS / "manifest.json").read_text())["models"] if (MODELS / "manifest.json").exists() else []
EVERY_RELEASED = pytest.mark.parametrize("entry", RELEASED, ids=lambda entry: entry["id"])


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


def test_rounding_with_the_inputs_in_view_loses_less_of_the_output_than_plain_rounding():
    rng = np.random.default_rng(0)
    weight = rng.normal(size=(7, 64)).astype(np.float32)
    weight[2] = 0
    x = rng.normal(size=(64, 8)) @ rng.normal(size=(8, 500)) + 0.1 * rng.normal(size=(64, 500))   # strongly correlated
    quantised, scale = quantise(weight, x @ x.T)
    assert quantised.dtype == np.int8 and scale.dtype == np.float32 and scale.shape == (7, 1)
    assert (quantised[2] == 0).all()
    lost = lambda approximation: (((weight - approximation) @ x) ** 2).sum()  # noqa: E731
    assert lost(quantised * scale) < 0.5 * lost(np.round(weight / scale) * scale)


def test_rounding_of_independent_inputs_is_plain_rounding():
    weight = np.random.default_rng(0).normal(size=(7, 64)).astype(np.float32)
    quantised, scale = quantise(weight, np.eye(64))
    assert (quantised == np.clip(np.round(weight / scale), -127, 127)).all()


def test_the_step_clips_where_that_loses_less():
    weight = np.random.default_rng(0).normal(size=(7, 4096)).astype(np.float32)
    lost = lambda step: ((weight - np.clip(np.round(weight / step), -127, 127) * step) ** 2).sum(1)  # noqa: E731
    full = np.abs(weight).max(axis=1, keepdims=True) / 127
    assert (finest_scale(weight) <= full * 1.0001).all()
    assert (lost(finest_scale(weight)) <= lost(full) * 1.0001).all()
    assert lost(finest_scale(weight)).sum() < lost(full).sum()


def test_small_graph_is_near_to_pytorch(tiny_student):
    student = tiny_student().eval()
    crops = images(5).astype(np.uint8)
    quality, _ = outputs(to_onnx(student, input_grams(student, crops.transpose(0, 2, 3, 1))).SerializeToString(), images(5))
    with torch.no_grad():
        _, expected = student(torch.from_numpy(images(5)))
    difference = np.abs(quality[:, 0] - expected.numpy())
    assert 0 < difference.max() < 0.02


def test_score_is_linear_between_quantiles_and_clamped():
    quantiles = np.linspace(-1, 1, 1001)
    assert to_score(np.array([-2, -1, 0.0005, 1, 9]), quantiles).tolist() == pytest.approx([0, 0, 50.025, 100, 100])


def test_manifest_keeps_what_is_not_ours(tmp_path):
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({"schema": 1, "models": [{"id": "old"}], "assets": [{"id": "mesh"}], "later": 2}))
    write_manifest([{"id": "new"}], path)
    assert json.loads(path.read_text()) == {"schema": 1, "models": [{"id": "new"}], "assets": [{"id": "mesh"}], "later": 2}


@EVERY_RELEASED
def test_released_file_is_what_the_manifest_says(entry):
    data = (MODELS / entry["file"]).read_bytes()
    assert len(data) == entry["bytes"] <= 2 * 2**20
    assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    assert (entry["role"], entry["pairs_with"]) == PAIR[entry["id"]]
    quantiles = entry["scale"]["quantiles"]
    assert len(quantiles) == 1001 and quantiles == sorted(quantiles)


@EVERY_RELEASED
def test_released_model_keeps_the_contract(entry):
    model = onnx.load(MODELS / entry["file"])
    assert model.opset_import[0].version <= 17
    plain = {"Sub", "Mul", "Add", "Cast", "Conv", "PRelu", "Flatten", "Gemm", "Erf"}
    assert {node.op_type for node in model.graph.node} <= plain
    quality, embedding = outputs(model.SerializeToString(), images(3))
    assert quality.shape == (3, 1) and embedding.shape == (3, 512)
    alone, _ = outputs(model.SerializeToString(), images(3)[1:2])
    assert alone[0, 0] == pytest.approx(quality[1, 0], abs=1e-5)   # a face's score does not depend on its neighbours
