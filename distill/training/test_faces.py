from dataclasses import replace

from ..data.faces import read_set
from .config import WEB
from .faces import trained_on


def test_faces_are_left_out_by_the_beginning_of_their_key(faces_folder):
    faces = read_set(faces_folder, "train")
    assert trained_on(faces, WEB) == [0, 1, 2, 3]
    assert trained_on(faces, replace(WEB, left_out="synthetic/1")) == [0, 2, 3]
    assert trained_on(faces, replace(WEB, left_out="")) == [0, 1, 2, 3]
