import json
from itertools import islice

import numpy as np
import pytest

from .. import make_fixtures
from .geometry import (
    P6,
    P24,
    TEMPLATE,
    Misalignment,
    about_centre,
    align,
    align_box,
    block_mean,
    compose,
    inter_eye_distance,
    jittered,
    mulberry32,
    umeyama,
    warp,
)

FACE = make_fixtures.FRONTAL


def test_generator_gives_the_published_sequence():
    # Worked by hand from the definition for seed 0: a = 0x6D2B79F5; its first number is 0.26642920868471265.
    assert list(islice(mulberry32(0), 2)) == [0.26642920868471265, 0.0003297457005828619]


def test_umeyama_undoes_a_known_similarity():
    there = compose(about_centre(rotation=20, scale=1.7), np.array([[1, 0, 4.0], [0, 1, -3.0]]))
    source = np.linalg.inv(np.vstack([there, [0, 0, 1]]))
    points = TEMPLATE @ source[:2, :2].T + source[:2, 2]
    assert np.allclose(umeyama(points), there, atol=1e-9)


def test_umeyama_is_the_least_squares_similarity():
    found = umeyama(FACE)
    a, b = [], []
    for (x, y), (u, v) in zip(FACE, TEMPLATE):
        a += [[x, -y, 1, 0], [y, x, 0, 1]]
        b += [u, v]
    c, s, tx, ty = np.linalg.lstsq(np.array(a), np.array(b), rcond=None)[0]
    assert np.allclose(found, [[c, -s, tx], [s, c, ty]], atol=1e-9)


def test_profile_has_an_inter_eye_distance_worth_dividing_by():
    assert inter_eye_distance(make_fixtures.PROFILE) == pytest.approx(0.35 * np.hypot(6.3, 47.45), rel=0.03)


def test_misalignment_never_accumulates_in_place():
    before = FACE.copy()
    first = align(FACE, Misalignment(jitter=0.2, seed=3))
    for seed in range(50):
        align(FACE, Misalignment(jitter=0.2, seed=seed, rotation=10, shift_x=0.1))
    assert np.array_equal(FACE, before)
    assert np.array_equal(align(FACE, Misalignment(jitter=0.2, seed=3)), first)


def test_jitter_stays_within_its_bound_and_fills_it():
    moves = np.concatenate([jittered(FACE, 0.2, seed) - FACE for seed in range(200)]) / inter_eye_distance(FACE)
    assert np.abs(moves).max() <= 0.2
    assert np.abs(moves).max() > 0.198
    assert np.abs(moves.mean()) < 0.01


def test_no_misalignment_is_the_proper_alignment():
    assert np.allclose(align(FACE, Misalignment()), align(FACE), atol=1e-12)


def test_rotation_and_scale_hold_the_face_centre_and_turn_clockwise():
    moved = about_centre(rotation=90, scale=2)
    assert np.allclose(moved @ [56, 72, 1], [56, 72])
    assert np.allclose(moved @ [57, 72, 1], [56, 74])   # what was right of the centre is now below it


def test_protocols_have_their_crops_in_order():
    assert len(P24) == 24 and len(P6) == 6
    assert [e.seed for e in P24[:16]] == [*range(1, 9), *range(1, 9)]
    assert P24[18] == Misalignment(scale=0.85) and P24[23] == Misalignment(shift_y=0.08)


def test_block_mean_rounds_halves_up_and_averages_only_what_is_there():
    image = np.array([[1, 2, 9], [1, 2, 8], [7, 7, 4]], np.uint8)[..., None]
    assert block_mean(image, 2)[..., 0].tolist() == [[2, 9], [7, 4]]   # 1.5 -> 2, 8.5 -> 9


def test_mip_level_puts_a_gradient_where_it_belongs():
    x = np.arange(600)
    image = np.repeat((x * 255 // 599).astype(np.uint8)[None, :, None], 600, 0).repeat(3, 2)
    scale = 1 / 5.3
    crop = warp(image, np.array([[scale, 0, 0], [0, scale, 0]]))
    assert np.abs(crop[50, :, 0].astype(float) - np.arange(112) / scale * 255 / 599).max() < 2


def test_box_maps_its_middle_to_the_middle():
    transform = align_box(np.array([10.0, 20, 50, 60]))
    assert np.allclose(transform @ [10 + 25 - 0.5, 20 + 30 - 0.5, 1], [55.5, 55.5])


@pytest.mark.parametrize("path", [make_fixtures.WARP, make_fixtures.MISALIGNMENT, make_fixtures.STABILITY, make_fixtures.EVALUATION, make_fixtures.FIGURES], ids=lambda path: path.name)
def test_committed_fixture_is_up_to_date(path):
    assert json.loads(path.read_text()) == json.loads(json.dumps(make_fixtures.build()[path]))
