import os

import cv2
import numpy as np
import pytest

from ..make_fixtures import synthetic
from . import picture
from .faces import read_set, readable
from .picture import PictureError, are_readable, read_picture


def cut_short(file) -> None:
    code = file.read_bytes()
    file.write_bytes(code[: len(code) * 2 // 3])


def test_a_picture_is_read_as_rgb(tmp_path):
    image = synthetic(40, 30, seed=1)
    cv2.imwrite(str(tmp_path / "a.png"), image[..., ::-1])
    assert np.array_equal(read_picture(tmp_path / "a.png"), image)


def test_a_photo_is_turned_upright(tmp_path):
    turned = b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"   # orientation 6
    _, code = cv2.imencode(".jpg", synthetic(40, 30, seed=1))
    (tmp_path / "a.jpg").write_bytes(code.tobytes()[:2] + turned + code.tobytes()[2:])
    assert read_picture(tmp_path / "a.jpg").shape == (40, 30, 3)


@pytest.mark.parametrize("code", [b"", b"no picture", b"\xff\xd8\xff\xe0"], ids=["empty", "text", "a JPEG's first bytes"])
def test_what_is_no_picture_is_an_error_that_names_the_file(tmp_path, code):
    (tmp_path / "broken.jpg").write_bytes(code)
    with pytest.raises(PictureError, match="broken.jpg"):
        read_picture(tmp_path / "broken.jpg")


@pytest.mark.parametrize("kind", [".jpg", ".png"])
def test_half_a_picture_is_none(tmp_path, kind):
    file = tmp_path / f"half{kind}"
    cv2.imwrite(str(file), synthetic(120, 100, seed=1))
    assert are_readable([file], tmp_path / "read.txt") == [True]
    cut_short(file)
    with pytest.raises(PictureError, match="half"):
        read_picture(file)
    assert are_readable([file], tmp_path / "read.txt") == [False]


def test_broken_and_missing_pictures_are_left_out_counted_and_named(faces_folder, tmp_path, capsys):
    cut_short(faces_folder / "images" / "1.png")
    (faces_folder / "images" / "4.png").unlink()
    assert [face.file for face in readable(read_set(faces_folder), tmp_path / "read.txt")] == ["0.png", "2.png", "3.png", "5.png"]
    assert "2 of 6" in (said := capsys.readouterr().err) and "synthetic/1.png" in said and "synthetic/4.png" in said


def test_nothing_is_said_where_all_is_well(faces_folder, tmp_path, capsys):
    faces = read_set(faces_folder)
    assert readable(faces, tmp_path / "read.txt") == faces
    assert capsys.readouterr().err == ""


def test_a_picture_is_tried_once_and_again_when_it_has_changed(faces_folder, tmp_path, monkeypatch):
    tried = []
    monkeypatch.setattr(picture, "can_be_read", lambda file: not tried.append(file.name))
    files = [face.path for face in read_set(faces_folder)]
    for _ in range(2):
        assert are_readable(files, tmp_path / "read.txt") == [True] * 6
    assert sorted(tried) == [f"{i}.png" for i in range(6)]
    os.utime(files[2], ns=(0, 0))
    are_readable(files, tmp_path / "read.txt")
    assert tried[6:] == ["2.png"]
