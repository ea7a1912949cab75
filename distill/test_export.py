import hashlib
import json
from dataclasses import replace

import numpy as np
import onnx
import onnxruntime
import pytest
import torch

from . import cards, export
from .convert.test_paper import tiny
from .export import LARGEST, MODELS, RELEASES, macs, to_score, trained
from .nets.iresnet import PaperModel, load_checkpoint
from .training.config import WEB
from .training.run import Run

RELEASED = json.loads((MODELS / "manifest.json").read_text())["models"] if (MODELS / "manifest.json").exists() else []
EVERY_RELEASED = pytest.mark.parametrize("entry", RELEASED, ids=lambda entry: entry["id"])


def outputs(model: bytes, images: np.ndarray) -> list[np.ndarray]:
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    return session.run(["quality", "embedding"], {"image": images})


def images(n: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (n, 3, 112, 112)).astype(np.float32)


def test_score_is_linear_between_quantiles_and_clamped():
    quantiles = np.linspace(-1, 1, 1001)
    assert to_score(np.array([-2, -1, 0.0005, 1, 9]), quantiles).tolist() == pytest.approx([0, 0, 50.025, 100, 100])


def test_releases_are_pairs_of_a_student_and_a_baseline_of_one_architecture():
    for release in RELEASES.values():
        partner = RELEASES[release.partner]
        assert partner.partner == release.id and {release.role, partner.role} == {"student", "baseline"}
        assert (partner.architecture, partner.precise) == (release.architecture, release.precise)


def test_a_student_is_exported_beside_a_baseline_that_is_released_already(tmp_path, monkeypatch):
    monkeypatch.setattr(export, "checkpoint_file", lambda name: tmp_path / f"{name}.pt")
    (tmp_path / "plumb-s.pt").touch()
    (tmp_path / "plumb-s-baseline.onnx").touch()
    assert [release.id for release in trained(folder=tmp_path)] == ["plumb-s"]


def test_every_release_has_its_card():
    assert set(cards.ALIGNMENT) == set(RELEASES)


def test_only_whole_pairs_are_exported(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(export, "checkpoint_file", lambda name: tmp_path / f"{name}.pt")
    for model_id in ("plumb-m", "plumb-m-baseline", "plumb-s"):
        (tmp_path / f"{model_id}.pt").touch()
    assert [release.id for release in trained(folder=tmp_path)] == ["plumb-m", "plumb-m-baseline"]
    assert capsys.readouterr().err.splitlines() == [
        "plumb-s is left out: no checkpoint of plumb-s-baseline.", "plumb-s-baseline is left out: no checkpoint of plumb-s-baseline."
    ]


def test_the_paper_s_checkpoint_becomes_a_file_of_the_contract(tmp_path, monkeypatch):
    model = tiny()
    torch.save(model.state_dict(), tmp_path / "model.pt")
    monkeypatch.setattr(export, "load_checkpoint", lambda path: load_checkpoint(path, tiny()))
    assert export.main(["--checkpoint", str(tmp_path / "model.pt"), "--out", str(tmp_path / "model.onnx")]) == 0
    quality, embedding = outputs((tmp_path / "model.onnx").read_bytes(), images(2))
    assert quality.shape == (2, 1) and embedding.shape == (2, 8)


@pytest.fixture
def mine(tmp_path, monkeypatch, tiny_student):
    """A run called `mine` with an average that is not its last weights."""
    monkeypatch.setattr(export, "checkpoint_file", lambda name: tmp_path / "runs" / f"{name}.pt")
    run = Run(replace(WEB, name="mine", frozen=0))
    run.averaged = {name: value + 0.01 for name, value in run.averaged.items()}
    run.save(tmp_path / "runs" / "mine.pt")
    return tmp_path / "runs" / "mine.pt"


def test_any_run_of_ours_becomes_one_too_by_name_or_path_with_its_averaged_weights(mine, tmp_path):
    for given in ("mine", str(mine)):
        assert export.main(["--checkpoint", given, "--out", str(tmp_path / "out" / "mine.onnx")]) == 0
        student = Run.load(mine).finished()
        with torch.no_grad():
            embedding, quality = student(torch.from_numpy(images(2)))
        found = outputs((tmp_path / "out" / "mine.onnx").read_bytes(), images(2))
        assert np.abs(found[0][:, 0] - quality.numpy()).max() < 1e-3 and np.abs(found[1] - embedding.numpy()).max() < 1e-3


def test_a_run_on_the_paper_s_net_is_exported_without_the_weights_that_it_started_from(tmp_path, monkeypatch):
    monkeypatch.setattr(export, "load_checkpoint", lambda path: load_checkpoint(path, tiny()))
    torch.save({"config": {"architecture": "iresnet100:gone.pth"}, "averaged": tiny().state_dict()}, tmp_path / "theirs.pt")
    assert isinstance(export.finished(tmp_path / "theirs.pt"), PaperModel)


def test_what_is_no_checkpoint_is_said_in_a_line(mine, tmp_path, capsys):
    torch.save({"weight": torch.zeros(1)}, tmp_path / "other.pt")
    (tmp_path / "text.pt").write_text("weights")
    for given, said in (("yours", "nor a run in"), ("other.pt", "does not fit"), ("text.pt", "finds no weights")):
        given = str(tmp_path / given) if given.endswith(".pt") else given
        assert export.main(["--checkpoint", given, "--out", str(tmp_path / "out.onnx")]) == 1
        found = capsys.readouterr().err
        assert said in found and found.count("\n") == 1
    assert not (tmp_path / "out.onnx").exists()


def test_operations_are_counted_place_by_place(tiny_student):
    # 28 x 28 places: 3 x 3 x 3 to 4, then depthwise; the last one sees all of them; and the head, 8 to 16 to 1.
    assert macs(tiny_student()) == 784 * (27 * 4 + 9 * 4) + 784 * 4 * 8 + 8 * 16 + 16


@EVERY_RELEASED
def test_released_file_is_what_the_manifest_says(entry):
    data = (MODELS / entry["file"]).read_bytes()
    assert len(data) == entry["bytes"] <= LARGEST
    assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    release = RELEASES[entry["id"]]
    assert (entry["role"], entry["pairs_with"]) == (release.role, release.partner)
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
