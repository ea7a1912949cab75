import numpy as np
import onnxruntime
import pytest
import torch
from torch import nn

from ..nets.iresnet import CheckpointLayoutError, PaperModel, load_checkpoint
from .paper import to_onnx


def tiny() -> PaperModel:
    """One or two blocks a stage, and statistics as of a trained net, so that no normalisation does nothing."""
    torch.manual_seed(0)
    model = PaperModel(blocks=(1, 2, 1, 1), widths=(4, 6, 6, 8), dimension=8, width=16)
    for layer in model.modules():
        if isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d)):
            for value, low, high in ((layer.weight, 0.5, 1.5), (layer.bias, -0.5, 0.5), (layer.running_mean, -0.5, 0.5), (layer.running_var, 0.5, 2)):
                nn.init.uniform_(value, low, high)
        if isinstance(layer, nn.PReLU):
            nn.init.uniform_(layer.weight, 0, 0.5)
    return model.eval()


def images(n: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (n, 3, 112, 112)).astype(np.float32)


def test_paper_model_in_onnx_equals_pytorch():
    model = tiny()
    exported = to_onnx(model)
    session = onnxruntime.InferenceSession(exported.SerializeToString(), providers=["CPUExecutionProvider"])
    quality, embedding = session.run(["quality", "embedding"], {"image": images(3)})
    with torch.no_grad():
        expected_embedding, expected = model(torch.from_numpy(images(3)))
    assert quality.shape == (3, 1) and embedding.shape == (3, 8)
    assert expected_embedding.std() > 0.1 and expected.std() > 1e-4
    assert np.abs(quality[:, 0] - expected.numpy()).max() < 1e-5
    assert np.abs(embedding - expected_embedding.numpy()).max() < 1e-4
    assert {node.op_type for node in exported.graph.node} == {"Sub", "Mul", "Add", "Conv", "PRelu", "Flatten", "Gemm", "Erf"}


def test_the_full_model_has_the_paper_s_size_and_survives_the_way_to_onnx(tmp_path):
    torch.manual_seed(0)
    model = PaperModel().eval()
    assert sum(p.numel() for p in model.parameters()) == 65_156_160 + 526_337 # iResNet100 and the head: 65.7 million
    file = tmp_path / "full.onnx"
    file.write_bytes(to_onnx(model).SerializeToString())
    assert file.stat().st_size < 300e6                  # the most that the page takes
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    quality, embedding = session.run(["quality", "embedding"], {"image": images(1)})
    with torch.no_grad():
        expected_embedding, expected = model(torch.from_numpy(images(1)))
    assert np.abs(embedding - expected_embedding.numpy()).max() < 1e-3 * max(1, expected_embedding.abs().max())
    assert abs(quality[0, 0] - expected.item()) < 1e-3


def wrapped(state: dict) -> dict[str, dict]:
    """A state dict in the dresses that trainers and averagers give it."""
    averaged = {f"module.{name}": value for name, value in state.items()} | {"n_averaged": torch.tensor(7)}
    return {
        "plain": state,
        "data parallel": {f"module.{name}": value for name, value in state.items()},
        "averaged": averaged,
        "in a checkpoint": {"epoch": 1, "state_dict": state, "optimizer": {"lr": 0.05}},
        "with both": {"model": {name: value + 1 for name, value in state.items()}, "ema": averaged},
        "without counts": {name: value for name, value in state.items() if not name.endswith("num_batches_tracked")},
    }


@pytest.mark.parametrize("dress", wrapped({}))
def test_checkpoints_are_read_in_every_dress(dress, tmp_path):
    model = tiny()
    torch.save(wrapped(model.state_dict())[dress], tmp_path / "model.pt")
    torch.manual_seed(1)
    fresh = PaperModel(blocks=(1, 2, 1, 1), widths=(4, 6, 6, 8), dimension=8, width=16)
    loaded = load_checkpoint(tmp_path / "model.pt", fresh)
    with torch.no_grad():
        expected, found = model(torch.from_numpy(images(2))), loaded(torch.from_numpy(images(2)))
    assert all(torch.equal(a, b) for a, b in zip(expected, found))


def test_names_are_those_of_the_public_layout():
    names = set(PaperModel().state_dict())
    assert {
        "feature_extractor.conv1.weight", "feature_extractor.bn1.running_var", "feature_extractor.prelu.weight", "feature_extractor.layer1.0.bn1.weight",
        "feature_extractor.layer1.0.downsample.0.weight", "feature_extractor.layer1.0.downsample.1.bias", "feature_extractor.layer2.12.conv2.weight",
        "feature_extractor.layer3.29.bn3.running_mean", "feature_extractor.layer4.2.prelu.weight", "feature_extractor.bn2.weight",
        "feature_extractor.fc.weight", "feature_extractor.features.running_mean", "quality_head.l1.weight", "quality_head.l2.bias",
    } <= names
    assert not any("layer1.1.downsample" in name or "conv1.bias" in name for name in names)


def test_a_checkpoint_of_another_net_is_refused_by_name(tmp_path):
    model = tiny()
    state = model.state_dict()
    torch.save({name.removeprefix("feature_extractor."): value for name, value in state.items() if "quality_head" not in name}, tmp_path / "bare.pt")
    with pytest.raises(CheckpointLayoutError, match="it lacks feature_extractor.conv1.weight.* it has besides conv1.weight.*quality head") as caught:
        load_checkpoint(tmp_path / "bare.pt", tiny())
    assert "quality_head.l1.weight" in caught.value.missing and "fc.bias" in caught.value.unexpected
    torch.save(state | {"quality_head.l1.bias": torch.zeros(3)}, tmp_path / "narrow.pt")
    with pytest.raises(CheckpointLayoutError, match="in another shape quality_head.l1.bias") as caught:
        load_checkpoint(tmp_path / "narrow.pt", tiny())
    assert caught.value.code == "checkpoint-layout" and caught.value.missing == []
