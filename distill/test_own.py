"""From a folder of photos to a model, its card and its figures, on drawn faces, a tiny recogniser and stand-ins for the outside nets."""

import json
import zlib

import cv2
import numpy as np
import onnxruntime
import pytest
import torch

from . import __main__ as command
from . import own
from .data import detect
from .data.faces import read_set
from .labels import bases, signals
from .make_fixtures import FRONTAL, synthetic
from .nets.outside import missing, outside
from .training import run as training_run
from .training.run import Run


class Net:
    """Stands in for a recogniser or a quality net: seeded projections of the crop, reduced to 8 x 8."""

    def __init__(self, name: str, data):
        self.name = name

    def stamp(self) -> bytes:
        return self.name.encode()

    def __call__(self, crops: np.ndarray) -> np.ndarray:
        small = np.stack([cv2.resize(crop, (8, 8), interpolation=cv2.INTER_AREA).ravel() for crop in crops]) / 255
        width = {"lightqnet": 1}.get(self.name, 8)
        projection = np.random.default_rng(zlib.crc32(self.name.encode())).normal(size=(small.shape[1], width))
        return ((small - small.mean(1, keepdims=True)) @ projection).astype(np.float32)


@pytest.fixture
def nets(monkeypatch, tiny_student, tmp_path):
    for module in (signals, own):
        monkeypatch.setattr(module, "outside", Net)
        monkeypatch.setattr(module, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(bases, "outside", Net)
    monkeypatch.setattr(signals, "readable", lambda faces: faces)


@pytest.fixture
def photos(tmp_path, monkeypatch):
    """Four persons, two of them of split val, four photos each, and a detector that finds every face where it is drawn."""
    in_val = lambda name: zlib.crc32(name.encode()) / 2**32 < detect.VAL_SHARE  # noqa: E731
    names = [f"person-{i}" for i in range(60)]
    people = [name for name in names if in_val(name)][:2] + [name for name in names if not in_val(name)][:2]
    rng = np.random.default_rng(0)
    for place, person in enumerate(people):
        (tmp_path / "photos" / person).mkdir(parents=True)
        drawn = synthetic(240, 260, seed=place).astype(float)
        for i in range(4):
            image = np.clip(drawn + rng.normal(0, 25, drawn.shape) + rng.normal(0, 60) * (i > 1), 0, 255).astype(np.uint8)
            cv2.imwrite(str(tmp_path / "photos" / person / f"{i}.png"), image)
    monkeypatch.setattr(detect, "largest_face", lambda image, model: np.array([0.9, 60, 80, 120, 140, *FRONTAL.ravel()]))
    (tmp_path / "yunet.onnx").touch()
    return tmp_path / "photos"


def run(photos, *options: str) -> int:
    arguments = ["--name", "mine", "--out", str(photos.parent / "out"), "--detector", str(photos.parent / "yunet.onnx"), "--passes", "16", "--versions", "0"]
    return command.main([str(photos), *arguments, *options])


def card_of(photos) -> dict:
    return json.loads((photos.parent / "out" / "mine.json").read_text())


def test_a_folder_of_persons_becomes_a_model_with_its_card_and_figures(photos, nets, capsys):
    assert run(photos, "--base", "lightqnet", "--people") == 0
    assert len(read_set(photos, "train")) == len(read_set(photos, "val")) == 8
    card, file = card_of(photos), photos.parent / "out" / "mine.onnx"
    assert (card["data"]["faces"], card["data"]["persons"], card["training"]["steps"]) == (8, 2, 2)
    assert card["bytes"] == file.stat().st_size and card["label"]["name"] == "lightqnet"

    session = onnxruntime.InferenceSession(file.read_bytes(), providers=["CPUExecutionProvider"])
    image = np.random.default_rng(0).integers(0, 256, (2, 3, 112, 112)).astype(np.float32)
    checkpoint = Run.load(next((photos.parent / "cache/own").glob("mine-*.pt")))
    checkpoint.student.load_state_dict(checkpoint.averaged)
    with torch.no_grad():
        expected = checkpoint.student(torch.from_numpy(image))[1].numpy()
    assert np.abs(session.run(["quality"], {"image": image})[0][:, 0] - expected).max() < 1e-4

    val = card["val"]
    assert (val["judge"], val["faces"], val["persons"], val["genuine pairs"]) == ("edgeface", 8, 2, 12)
    assert set(val["models"]) == {"student", "lightqnet"}
    for figures in val["models"].values():
        assert set(figures["pauc@0.3"]) == {"proper", "jitter 10%", "jitter 20%", "box"}
        assert all(moved > 0 for moved in figures["rmse in sd"].values())
    said = capsys.readouterr().out
    assert "Split val, 8 faces of 2 persons" in said and f"npm run evaluate -- --data {photos} --model {file}:none" in said


def test_the_figures_are_those_of_the_judges_errors():
    """Four genuine pairs; the judge fails at those with the worst faces, which one score knows and its opposite does not."""
    genuine, wrong = np.array([[0, 1], [2, 3], [4, 5], [6, 7]]), np.array([True, False, False, False])
    raw = np.arange(8.0)
    knows, fails = (own.figures_of({"proper": values, "box": values + 1}, genuine, wrong) for values in (raw, -raw))
    assert knows["pauc@0.3"]["proper"] == pytest.approx(0.25 / 0.3) and fails["pauc@0.3"]["proper"] > 1
    assert knows["rmse in sd"] == {"box": pytest.approx(1 / raw.std())}
    assert own.figures_of({"proper": raw}, genuine, ~wrong & wrong)["pauc@0.3"]["proper"] is None


def test_again_it_goes_on_where_it_stopped_and_other_faces_begin_anew(photos, nets, monkeypatch):
    run(photos, "--base", "lightqnet", "--people")
    first, learnt, step = card_of(photos), [], Run.train_step
    monkeypatch.setattr(Run, "train_step", lambda self, *given: learnt.append(self.step) or step(self, *given))
    run(photos, "--base", "lightqnet")
    assert learnt == [] and card_of(photos)["sha256"] == first["sha256"]
    left_out, table = read_set(photos, "train")[0].file, (photos / "landmarks.csv").read_text().splitlines(keepends=True)
    (photos / "landmarks.csv").write_text("".join(line for line in table if not line.startswith(left_out)))
    run(photos, "--base", "lightqnet")
    assert learnt == [0, 1]


def test_own_scores_and_no_persons_make_a_model_without_figures(photos, nets, tmp_path):
    files = sorted(file.relative_to(photos).as_posix() for file in photos.rglob("*.png"))
    (tmp_path / "scores.csv").write_text("file,score\n" + "".join(f"{file},{i}\n" for i, file in enumerate(files)))
    assert run(photos, "--base", f"csv:{tmp_path / 'scores.csv'}") == 0
    card = card_of(photos)
    assert card["data"] == {"folder": "photos", "faces": 16, "persons": None} and "no persons" in card["val"]["why not"]


def test_where_the_judge_is_missing_the_students_own_recogniser_judges_and_the_card_says_so(photos, nets, monkeypatch):
    def without_judge(name, data):
        if name == "edgeface":
            raise missing(data / "edgeface-xs.onnx")
        return Net(name, data)

    monkeypatch.setattr(own, "outside", without_judge)
    assert run(photos, "--base", "npm-length", "--people") == 0
    assert card_of(photos)["val"]["judge"] == "npm"


def test_a_missing_model_is_named_with_what_to_do(photos, nets, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(signals, "outside", outside)
    assert run(photos, "--base", "lightqnet", "--data", str(tmp_path)) == 1
    said = capsys.readouterr().err
    assert "lightqnet-dm100.onnx is missing" in said and "KaenChan/lightqnet" in said and "csv:FILE" in said


def test_an_unknown_base_is_refused(photos):
    with pytest.raises(SystemExit) as refused:
        run(photos, "--base", "beauty")
    assert refused.value.code == 2


def test_whole_persons_are_chosen_for_validation(faces_folder, monkeypatch):
    faces = read_set(faces_folder)                      # two persons in turn, three faces each
    for most, kept in ((6, 6), (5, 3), (3, 3), (2, 3)):
        monkeypatch.setattr(own, "MOST", most)
        assert [face.file for face in own.chosen(faces)] == [face.file for person in (0, 1) for face in faces[person::2]][:kept]


def test_the_judge_sees_the_faces_that_are_kept_and_no_others(photos, nets, monkeypatch):
    seen = []

    class Judge(Net):
        def __call__(self, crops: np.ndarray) -> np.ndarray:
            seen.append(len(crops))
            return super().__call__(crops)

    monkeypatch.setattr(own, "outside", Judge)
    monkeypatch.setattr(own, "MOST", 8)
    run(photos, "--base", "lightqnet", "--people")
    table = (photos / "identities.csv").read_text().replace(",train", ",val")     # now all are of split val: twice too many
    (photos / "identities.csv").write_text(table)
    found = own.evidence(own.OwnSet(photos, photos), (photos.parent / "out" / "mine.onnx").read_bytes(), "lightqnet")
    assert seen == [8, 8] and (found["faces"], found["persons"]) == (8, 2)


def test_plumb_s_starts_slimmed_on_the_same_photos(photos, nets, monkeypatch):
    slimmed, created = [], []
    monkeypatch.setattr(own, "slimmed_on", lambda faces: slimmed.append(len(faces)) or "plumb-s:0123456789ab")
    create = training_run.create_student
    monkeypatch.setattr(training_run, "create_student", lambda seed, architecture: created.append(architecture) or create(seed, architecture))
    assert run(photos, "--base", "lightqnet", "--preset", "web-s", "--people") == 0
    assert slimmed == [8] and created == ["plumb-s:0123456789ab"] and card_of(photos)["training"]["architecture"] == created[0]
    assert run(photos, "--base", "lightqnet", "--name", "other") == 0 and slimmed == [8]          # what is not slim is not slimmed


@pytest.mark.parametrize("base, said", [
    ("csv:none.csv", "none.csv cannot be read as CSV"), ("utility", "label utility is learnt from several persons"),
])
def test_a_label_that_cannot_be_had_is_a_line_and_not_a_traceback(photos, nets, capsys, base, said):
    assert run(photos, "--base", base) == 1
    lines = [line for line in capsys.readouterr().err.splitlines() if "Traceback" in line or said in line]
    assert len(lines) == 1 and said in lines[0]
    assert (photos / "landmarks.csv").exists() == (base == "utility")              # a wrong file is found out at once


def test_the_summary_says_what_was_measured_or_why_not(tmp_path):
    figures = {"pauc@0.3": {"proper": 0.8, "box": 0.9}, "rmse in sd": {"box": 0.1}}
    val = {"judge": "edgeface", "faces": 8, "persons": 2, "fnmr(0)": 0.25, "models": {"student": figures}}
    card = {"file": "mine.onnx", "bytes": 1234567, "data": {"faces": 8}, "val": val, "evaluate": "npm run evaluate"}
    assert command.summary(card, tmp_path).splitlines() == [
        f"{tmp_path / 'mine.onnx'}: 1,234,567 bytes, from 8 faces; its card is beside it.",
        "Split val, 8 faces of 2 persons, judge edgeface, FNMR(0) 0.25:",
        "  student: pauc@0.3 proper 0.8, box 0.9; rmse in sd box 0.1",
        "For the rest: npm run evaluate",
    ]
    assert "Not measured: No persons." in command.summary(card | {"val": {"why not": "No persons."}}, tmp_path)
