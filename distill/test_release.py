import hashlib
import json

import pytest

from .export import keep
from .release import exported, read, release, write_differences, write_manifest


def kept(folder, model_id: str, data: bytes = b"weights", **entry) -> None:
    keep(model_id, data, {
        "entry": {"id": model_id, "file": f"{model_id}.onnx", "sha256": hashlib.sha256(data).hexdigest(), **entry}, "int8": {"largest": 0.5, "mean": 0.1},
    }, folder)


@pytest.fixture
def folders(tmp_path):
    """runs/ and models/, with a manifest."""
    runs, models = tmp_path / "runs", tmp_path / "models"
    models.mkdir()
    (models / "manifest.json").write_text(json.dumps({"schema": 1, "models": [{"id": "plumb-m-baseline"}], "assets": []}))
    return runs, models


def test_what_was_exported_is_released_with_its_card(folders):
    runs, models = folders
    kept(runs, "plumb-m", b"student")
    kept(runs, "plumb-align", b"locator")
    assert exported(runs) == ["plumb-m", "plumb-align"]
    release(exported(runs), runs, models)
    manifest = json.loads((models / "manifest.json").read_text())
    assert [model["id"] for model in manifest["models"]] == ["plumb-m", "plumb-m-baseline"]
    assert manifest["locator"]["id"] == "plumb-align" and manifest["locator"]["card"]["limits"]
    assert (models / "plumb-m.onnx").read_bytes() == b"student" and (models / "plumb-align.onnx").read_bytes() == b"locator"
    assert json.loads((runs / "int8.json").read_text())["models"] == {"plumb-m": {"largest": 0.5, "mean": 0.1}}


def test_a_card_tells_no_figures_of_another_file_of_that_name(folders):
    """The committed evaluation is of other weights than these."""
    runs, models = folders
    kept(runs, "plumb-m", b"other weights")
    release(["plumb-m"], runs, models)
    card = json.loads((models / "manifest.json").read_text())["models"][0]["card"]
    assert not any("pAUC" in figure["name"] for figure in card["figures"]) and "groups" not in card


def test_a_file_that_its_record_does_not_tell_of_is_not_released(folders):
    runs, models = folders
    kept(runs, "plumb-m")
    (runs / "plumb-m/model.onnx").write_bytes(b"others")
    with pytest.raises(ValueError, match="distill.export writes both"):
        release(["plumb-m"], runs, models)
    assert not (models / "plumb-m.onnx").exists()


def test_what_was_never_exported_says_how(folders):
    with pytest.raises(FileNotFoundError, match="python -m distill.export"):
        read("plumb-s", folders[0])


def test_manifest_keeps_what_is_not_released_now(tmp_path):
    path = tmp_path / "manifest.json"
    models = [{"id": "retired"}, {"id": "plumb-s"}, {"id": "plumb-m", "bytes": 1}]
    path.write_text(json.dumps({"schema": 1, "models": models, "assets": [{"id": "mesh"}], "later": 2}))
    write_manifest([{"id": "plumb-m-baseline"}, {"id": "plumb-m", "bytes": 2}], path)
    assert json.loads(path.read_text()) == {
        "schema": 1, "models": [{"id": "plumb-m", "bytes": 2}, {"id": "plumb-m-baseline"}, {"id": "plumb-s"}], "assets": [{"id": "mesh"}], "later": 2
    }


def test_differences_of_models_that_are_not_released_now_stay(tmp_path):
    path = tmp_path / "int8.json"
    write_differences({"plumb-m": {"largest": 0.5, "mean": 0.3}, "plumb-s": {"largest": 0.2, "mean": 0.2}}, path)
    write_differences({"plumb-m": {"largest": 0.3, "mean": 0.2}}, path)
    assert json.loads(path.read_text())["models"] == {"plumb-m": {"largest": 0.3, "mean": 0.2}, "plumb-s": {"largest": 0.2, "mean": 0.2}}


def test_the_locator_stands_beside_the_models_and_stays_where_none_is_released(tmp_path):
    path = tmp_path / "manifest.json"
    write_manifest([{"id": "plumb-m"}], path, locator={"id": "plumb-align"})
    write_manifest([{"id": "plumb-m", "bytes": 1}], path)
    assert json.loads(path.read_text()) == {"schema": 1, "models": [{"id": "plumb-m", "bytes": 1}], "assets": [], "locator": {"id": "plumb-align"}}
