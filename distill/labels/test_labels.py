"""The labels of crops whose bases are given, and what is said where one cannot be had."""

import re

import numpy as np
import pytest

from ..data.faces import Face
from . import labels as module
from .bases import BASES
from .labels import LABELS, MEASURES, Crops, consensus, labels, likeness, main, of_file, raw_label, summary
from .ranks import rank01, spearman
from .utility import fold_of, utility

NETS = {"npm": 6, "y1": 6, "paddle": 6, "lightqnet": 1}                           # and how much each says


@pytest.fixture
def crops(tmp_path, monkeypatch):
    """Sixteen faces, four each of a's and b's, and eight without a name, as they are and degraded; what nets say is drawn."""
    a, b = (next(f"{name}{i}" for i in range(99) if fold_of(f"{name}{i}") == fold) for name, fold in (("a", 0), ("b", 1)))
    people = [a] * 4 + [b] * 4 + [None] * 8
    points = np.array([[30, 40], [70, 40], [50, 60], [35, 80], [65, 80]], float)
    faces = [Face(tmp_path / "set", f"{i}.png", points + i % 3, None, person, "profile" if i % 2 else "frontal") for i, person in enumerate(people)]
    rng = np.random.default_rng(0)
    drawn = {version: {net: rng.normal(size=(16, width)).astype(np.float32) for net, width in NETS.items()} for version in (0, 1)}
    monkeypatch.setattr(module, "faces_of", lambda which, data: faces)
    monkeypatch.setattr(module, "signals", lambda which, faces, version, data, names, threads: {name: drawn[version][name] for name in names})
    return Crops("train", tmp_path, (0, 1))


def scores(tmp_path, text: str):
    (tmp_path / "scores.csv").write_text(text)
    return f"csv:{tmp_path / 'scores.csv'}"


def test_a_label_is_the_crop_s_place_among_all_crops_version_by_version(crops):
    found = labels("y1-length", crops)
    lengths = np.array([np.linalg.norm(said["y1"], axis=1) for said in crops.said("y1")])
    assert found.shape == (2, 16) and found.dtype == np.float32
    assert np.allclose(found, rank01(lengths.ravel()).reshape(2, 16))


def test_the_consensus_is_the_mean_rank(crops):
    found = consensus("y1-length", "lightqnet")(crops)
    assert np.allclose(found, (rank01(crops.base("y1-length")) + rank01(crops.base("lightqnet"))) / 2)


def test_likeness_knows_the_clean_original_and_the_consensus_decides_among_clean_crops(crops):
    clean, degraded = likeness(crops).reshape(2, 16)
    assert clean.min() > degraded.max()                 # nothing is as like as the original itself
    assert spearman(clean, consensus(*MEASURES)(crops)[:16]) == pytest.approx(1)
    similarity = np.mean([module.unit(crops.said(net)[1][net]) @ module.unit(crops.said(net)[0][net]).T for net in ("y1", "paddle")], axis=0).diagonal()
    assert np.abs(degraded - (similarity - 1)).max() <= 1e-3


def test_scores_from_a_file_go_by_key_or_name_and_by_version_where_it_has_some(crops, tmp_path):
    names = "".join(f"{i}.png,{i}\n" for i in range(15)) + "set/15.png,15\n"
    assert raw_label(scores(tmp_path, f"file,score\n{names}"), crops).tolist() == [*range(16), *range(16)]
    rows = "".join(f"{i}.png,{v},{i + 100 * v}\n" for v in (0, 1) for i in range(16))
    assert raw_label(scores(tmp_path, f"\ufefffile,version,score\n{rows}"), crops).tolist() == [*range(16), *range(100, 116)]


@pytest.mark.parametrize("text, said", [
    ("file,score\n0.png,1\n", "has no score for set/1.png, version 0"),
    ("file,version,score\n" + "".join(f"{i}.png,{i % 2},1\n" for i in range(16)), "has no score for set/1.png, version 0"),
    ("name,score\n0.png,1\n", "no columns file and score. A line of headings"),
    ("", "no columns file and score"),
    ("file,score\n0.png,1\n1.png,good\n", "line 3: a score is a number"),
    ("file,score\n0.png\n", "line 2: a score is a number"),
    ("file,score,version\n0.png,1,first\n", "a version a whole one"),
])
def test_a_file_that_is_no_table_of_all_crops_is_named_with_the_line(crops, tmp_path, text, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        raw_label(scores(tmp_path, text), crops)


def test_a_file_that_is_missing_or_no_text_is_named(tmp_path):
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\xff\xfe\x00")
    for name in ("none.csv", "picture.png"):
        with pytest.raises(ValueError, match=f"{name} cannot be read as CSV"):
            of_file(tmp_path / name)


def test_an_unknown_label_is_named_with_those_that_there_are(crops):
    with pytest.raises(ValueError, match="no label beauty: it is one of utility.*ser-fiq.*csv:FILE"):
        raw_label("beauty", crops)


@pytest.mark.parametrize("name", [name for name, label in LABELS.items() if label.persons])
def test_what_persons_teach_wants_several_persons_before_it_asks_any_net(crops, monkeypatch, name):
    asked = np.isfinite(raw_label(name, crops))
    assert asked.shape == (32,) and asked.all()         # of the crops without a name, too
    monkeypatch.setattr(module, "signals", lambda *_: pytest.fail("A net was asked."))
    for kept in ([], crops.faces[8:], crops.faces[:4], [crops.faces[0], crops.faces[4]]):
        few = Crops("train", crops.data, (0, 1))
        few.__dict__["faces"] = kept
        with pytest.raises(ValueError, match=f"label {name} is learnt from several persons.*identities.csv"):
            raw_label(name, few)


def test_those_that_persons_teach_are_those_that_say_so():
    assert {name for name, label in LABELS.items() if label.persons} == {"utility", "utility-even", "cr-fiqa"}
    assert BASES.keys() <= LABELS.keys()


def test_the_summary_tells_of_groups_whose_utility_is_known(crops):
    found = summary(["lightqnet", "y1-length"], crops)
    assert (found["crops"], found["with identity"]) == (32, 16) and found["command"].endswith("labels lightqnet y1-length")
    truth, score = crops.truth(utility), crops.base("lightqnet")
    groups = found["spearman"]["lightqnet"]
    assert groups["both"] == round(spearman(score[~np.isnan(truth)], truth[~np.isnan(truth)]), 3)
    assert groups["clean"] == round(spearman(score[:8], truth[:8]), 3) and groups["degraded"] == round(spearman(score[16:24], truth[16:24]), 3)
    assert groups["clean profiles"] == round(spearman(score[1:8:2], truth[1:8:2]), 3)


def test_the_command_lists_the_labels_and_says_what_is_wrong_in_a_line(capsys, tmp_path):
    assert main(["--list"]) == 0 and "utility-even" in capsys.readouterr().out
    assert main(["beauty", "--data", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("There is no label beauty") and said.count("\n") == 1
