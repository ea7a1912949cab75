"""Any checkpoint and any base FIQA can be judged, on drawn faces."""

import json
from dataclasses import replace

import numpy as np
import pytest
import torch

from . import evaluate_val as module
from . import export
from .data.faces import read_set
from .evaluate_val import main, scorer
from .labels.bases import BASES, Base
from .training.config import WEB
from .training.run import Run


@pytest.fixture
def mine(tmp_path, monkeypatch, tiny_student):
    monkeypatch.setattr(export, "checkpoint_file", lambda name: tmp_path / "runs" / f"{name}.pt")
    Run(replace(WEB, name="mine", frozen=0)).save(tmp_path / "runs" / "mine.pt")
    return tmp_path / "runs" / "mine.pt"


@pytest.fixture
def val(faces_folder, monkeypatch):
    """Six faces of two persons, whose embeddings by the judge are drawn; and a base FIQA that looks at brightness."""
    faces = read_set(faces_folder)
    drawn = np.random.default_rng(0).normal(size=(2, 6, 4))

    class Crops:
        def __init__(self, which, data, versions):
            assert which == "val" and versions == (0, 1)

        def said(self, judge):
            return [{judge: part} for part in drawn]

    brightness = Base("brightness", (), lambda said: None)
    monkeypatch.setattr(Base, "open", lambda self, data: {})
    monkeypatch.setattr(Base, "ask", lambda self, nets, crops: crops.reshape(len(crops), -1).mean(1, dtype=np.float64))
    monkeypatch.setitem(BASES, "brightness", brightness)
    monkeypatch.setattr(module, "Crops", Crops)
    monkeypatch.setattr(module, "val_faces", lambda data: {"celeba": faces})
    return faces


def test_a_run_scores_as_its_student_by_name_and_by_path(mine, tmp_path):
    crops = np.random.default_rng(0).integers(0, 256, (3, 112, 112, 3), np.uint8)
    with torch.no_grad():
        expected = Run.load(mine).finished()(torch.from_numpy(crops).permute(0, 3, 1, 2).float())[1].numpy()
    for name in ("mine", str(mine)):
        assert np.abs(scorer(name, tmp_path)(crops) - expected).max() < 1e-3


def test_runs_and_bases_are_set_side_by_side(mine, val, tmp_path, capsys):
    assert main(["mine", "brightness", "--json", str(tmp_path / "figures.json")]) == 0
    found = json.loads((tmp_path / "figures.json").read_text())
    assert {"celeba val, clean", "celeba val, half degraded", "celeba val, spearman"} <= found.keys()
    part = found["celeba val, clean"]
    assert (part["faces"], part["genuine pairs"]) == (6, 6) and set(part["models"]) == {"mine", "brightness"}
    assert set(part["models"]["mine"]["pauc@0.3"]) == set(module.CONDITIONS) and "proper" not in part
    crops = module.crops(val, np.zeros(6, int), "proper"), module.crops(val, np.zeros(6, int), "box")
    proper, box = (part.reshape(6, -1).mean(1, dtype=np.float64) for part in crops)
    assert part["models"]["brightness"]["rmse in sd"]["box"] == round(((box - proper) ** 2).mean() ** 0.5 / proper.std(), 4)
    assert "| brightness | " in capsys.readouterr().out


def test_a_name_of_neither_is_refused_with_those_that_there_are(mine, capsys):
    with pytest.raises(SystemExit) as refused:
        main(["yours"])
    said = capsys.readouterr().err
    assert refused.value.code == 2 and "(mine)" in said and "ser-fiq" in said
