from dataclasses import replace

import numpy as np
import pytest

from ..data.faces import read_set
from ..data.geometry import SIZE, align, compose, inverted
from .locator_config import LocatorConfig
from .misaligned_faces import POINTS, SWAPPED, MisalignedFaces, draw_transform, proper_to_crop, proper_to_mirrored

CONFIG = LocatorConfig(batch_size=8, clean=1.0, flipped=0.0)


@pytest.fixture
def faces(faces_folder) -> MisalignedFaces:
    return MisalignedFaces(read_set(faces_folder, "train"))


def test_a_batch_is_a_function_of_the_step(faces):
    again = MisalignedFaces(faces.faces)
    for first, second in zip(faces.batch(CONFIG, 3), again.batch(CONFIG, 3)):
        assert np.array_equal(first, second)
    assert not np.array_equal(faces.batch(CONFIG, 3).places, faces.batch(CONFIG, 4).places)


@pytest.mark.parametrize("shares", [{}, {"boxed": 1.0}, {"wide": 1.0}, {"moderate": 1.0}], ids=str)
def test_what_is_proper_to_the_crop_after_the_proper_alignment_is_the_crops_own(faces, shares):
    face, config = faces.faces[0], replace(CONFIG, **{"boxed": 0.0, "wide": 0.0, "moderate": 0.0} | shares)
    transform = draw_transform(config, face, np.random.default_rng(5))
    assert np.allclose(compose(proper_to_crop(face, transform), align(face.points)), transform)


def test_a_mirrored_face_has_the_proper_crop_of_its_own_landmarks(faces):
    """The template is not symmetric: the mirrored crop's proper crop is not the proper crop, mirrored."""
    for face in faces.faces:
        width = 240
        mirror = np.array([[-1.0, 0, width - 1], [0, 1, 0]])
        points = (face.points * (-1, 1) + (width - 1, 0))[SWAPPED]
        expected = compose(align(face.points), compose(mirror, inverted(align(points))))
        assert np.allclose(proper_to_mirrored(face), expected)


def test_a_mirrored_batch_tells_the_places_of_the_mirrored_picture(faces):
    """Warped by what the places say, a mirrored crop is the proper crop of the mirrored picture."""
    config = replace(CONFIG, boxed=0.0, wide=0.0, moderate=0.0, jitter=0.0, flipped=1.0)
    batch = faces.batch(config, 0)
    for image, places in zip(batch.images, batch.places):
        assert image.shape == (SIZE, SIZE, 3)
        # Cut properly before it was mirrored, so it is off by the template's asymmetry alone: about a pixel.
        assert 0.5 < np.abs(places - POINTS)[:, 0].max() < 3


def test_wide_cuts_reach_what_the_lab_can_do(faces):
    config, rng = replace(CONFIG, boxed=0.0, wide=1.0, moderate=0.0), np.random.default_rng(0)
    linear = np.stack([proper_to_crop(faces.faces[0], draw_transform(config, faces.faces[0], rng))[:, :2] for _ in range(300)])
    angles, scales = np.degrees(np.arctan2(linear[:, 1, 0], linear[:, 0, 0])), np.hypot(linear[:, 1, 0], linear[:, 0, 0])
    assert angles.min() < -40 and angles.max() > 40
    assert scales.min() < 0.7 and scales.max() > 1.5
