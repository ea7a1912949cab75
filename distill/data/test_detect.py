import csv

import cv2
import numpy as np
import pytest

from ..paths import ROOT, data_dir
from . import detect
from .faces import read_set
from .picture import read_picture

YUNET = data_dir().parent / "models/yunet_n_640_640.onnx"


class Spots:
    """Stands in for YuNet: every white spot of at least 3 px is a face as large as the spot, all its points in the middle."""

    def setInputSize(self, size) -> None:
        self.size = tuple(size)

    def detect(self, image):
        assert self.size == image.shape[1::-1]
        count, _, spots, centres = cv2.connectedComponentsWithStats((image.min(axis=2) > 200).astype(np.uint8))
        faces = [[*spot[:4], *[*centre] * 5, 0.9] for spot, centre in zip(spots[1:], centres[1:]) if spot[2] > 2]
        return count, np.array(faces, np.float32) if faces else None


@pytest.fixture
def spots(monkeypatch):
    stand_in = Spots()
    monkeypatch.setattr(detect, "detector", lambda model: stand_in)


def with_spots(width: int, height: int, *spots) -> np.ndarray:
    """Grey, with white squares: (x, y, side)."""
    image = np.full((height, width, 3), 40, np.uint8)
    for x, y, side in spots:
        image[y : y + side, x : x + side] = 255
    return image


def write(file, *spots) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(file), with_spots(120, 90, *spots))


def landmarks(folder) -> list[dict]:
    with open(folder / "landmarks.csv", newline="") as f:
        return list(csv.DictReader(f))


@pytest.fixture
def run(spots, tmp_path):
    """Runs the command on a folder, with a model file that is never opened."""
    (tmp_path / "model.onnx").touch()
    return lambda folder, *options: detect.main([str(folder), "--model", str(tmp_path / "model.onnx"), *options])


@pytest.mark.parametrize(
    "width, height, x, y, side", [(60, 80, 20, 30, 12), (1600, 1100, 900, 200, 200), (300, 200, 0, 0, 40), (300, 200, 260, 160, 40)]
)
def test_faces_are_given_in_pixels_of_the_picture(spots, width, height, x, y, side):
    score, *numbers = detect.largest_face(with_spots(width, height, (x, y, side)), YUNET)
    assert score == pytest.approx(0.9)
    precision = 0.6 * max(1, width * 1.5 / detect.LONG_SIDE)      # a pixel where the detector looks
    assert np.allclose(numbers[:4], [x, y, side, side], atol=2 * precision)
    assert np.allclose(numbers[4:], [x + (side - 1) / 2, y + (side - 1) / 2] * 5, atol=precision)


def test_the_largest_of_several_faces_is_taken(spots):
    image = with_spots(300, 200, (10, 10, 20), (100, 50, 60), (220, 120, 40))
    assert np.allclose(detect.largest_face(image, YUNET)[5:7], [129.5, 79.5], atol=0.6)


@pytest.mark.parametrize("inside", ["images", "."])
def test_a_folder_becomes_a_data_set_wherever_its_pictures_lie(run, tmp_path, inside):
    folder = tmp_path / "photos"
    for name in ("b.png", "sub/deeper/a.jpg"):
        write(folder / inside / name, (40, 30, 20))
    (folder / inside / "notes.txt").write_text("no picture")
    assert run(folder) == 0
    faces = read_set(folder)
    assert [face.key for face in faces] == ["photos/b.png", "photos/sub/deeper/a.jpg"]
    assert all(face.load().shape == (90, 120, 3) and face.identity is None for face in faces)
    assert np.allclose(faces[0].points, [49.5, 39.5], atol=0.6) and faces[0].box.shape == (4,)


def test_pictures_without_a_face_and_broken_ones_are_counted(run, tmp_path, capsys):
    write(tmp_path / "photos/face.png", (40, 30, 20))
    write(tmp_path / "photos/empty.png")
    (tmp_path / "photos/broken.jpg").write_bytes(b"no picture")
    assert run(tmp_path / "photos") == 1
    assert [row["file"] for row in landmarks(tmp_path / "photos")] == ["face.png"]
    said = capsys.readouterr().err
    assert "1 faces in 3 pictures; no face in 1" in said and "1 pictures cannot be read: broken.jpg" in said


def test_an_interrupted_run_goes_on_and_ends_the_same(run, tmp_path, monkeypatch):
    for folder in ("whole", "parts"):
        for i in range(6):
            write(tmp_path / folder / f"{i}.png", *[(40 + i, 30, 20)] * (i != 2))
    run(tmp_path / "whole")

    line_of, looked_at = detect.line_of, []

    def stopping(folder, model, files, step):
        if len(looked_at) == 4:
            raise KeyboardInterrupt
        looked_at.append(files[step])
        return line_of(folder, model, files, step)

    monkeypatch.setattr(detect, "line_of", stopping)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "parts")
    assert not (tmp_path / "parts/landmarks.csv").exists()        # half a data set is none
    part = tmp_path / "parts/landmarks.part"
    part.write_bytes(part.read_bytes()[:-5])                      # a line was being written
    looked_at.clear()
    run(tmp_path / "parts")
    assert looked_at == ["3.png", "4.png", "5.png"]
    assert landmarks(tmp_path / "parts") == landmarks(tmp_path / "whole")
    assert not part.exists()


def test_a_folder_a_person_gives_identities_and_a_split(run, tmp_path):
    for person in range(60):
        for i in range(2):
            write(tmp_path / f"photos/p{person}/{i}.png", (40, 30, 20))
    assert run(tmp_path / "photos", "--people") == 0
    everyone, train, val = (read_set(tmp_path / "photos", split) for split in (None, "train", "val"))
    assert len(everyone) == 120 and everyone[0].identity == "photos/p0"
    assert {face.identity for face in train}.isdisjoint(face.identity for face in val)
    assert 0.05 < len(val) / 120 < 0.3 and len(train) + len(val) == 120


@pytest.mark.parametrize("prepare, options, says", [
    (lambda folder: (folder / "landmarks.csv").touch(), [], "there already"),
    (lambda folder: (folder / "identities.csv").touch(), ["--people"], "there already"),
    (lambda folder: (folder / "a.png").rename(folder / "a.txt"), [], "no pictures"),
    (lambda folder: None, ["--people"], "no person's folder"),
    (lambda folder: None, ["--model", "nowhere.onnx"], "missing"),
])
def test_what_cannot_be_done_is_said_and_nothing_is_written(run, tmp_path, capsys, prepare, options, says):
    write(tmp_path / "photos/a.png", (40, 30, 20))
    prepare(tmp_path / "photos")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(SystemExit) as stopped:
        run(tmp_path / "photos", *options)
    assert stopped.value.code == 2 and says in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("workers", [0, 2])
def test_workers_find_what_one_process_finds(run, tmp_path, workers):
    for i in range(5):
        write(tmp_path / f"photos/{i}.png", (10 * i, 30, 20))
    assert run(tmp_path / "photos", "--workers", str(workers)) == 0
    assert [round(float(row["nose_x"])) for row in landmarks(tmp_path / "photos")] == [round(10 * i + 9.5) for i in range(5)]


@pytest.mark.skipif(not YUNET.exists(), reason="YuNet is not beside the data sets")
def test_the_real_detector_finds_a_face():
    seen = np.array([[203, 101], [247, 102], [225, 130], [203, 143], [245, 143]])     # set by hand on the enlarged photo
    found = detect.largest_face(read_picture(ROOT / "e2e/photos/astronaut.jpg"), YUNET)
    assert np.abs(found[5:].reshape(5, 2) - seen).max() < 0.15 * 44
