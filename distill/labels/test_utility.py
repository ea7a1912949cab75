from dataclasses import dataclass

import numpy as np

from ..data.geometry import TEMPLATE
from .utility import certainty, features, fold_of, pose, predictions, utility


@dataclass
class Crop:
    identity: str | None = None
    points: np.ndarray | None = None


def test_utility_is_the_mean_similarity_to_the_persons_other_crops():
    # Person a: 0 and 1 agree, 2 stands at a right angle. Person b has one crop, so no utility; the last has no name.
    faces = [Crop("a"), Crop("a"), Crop("a"), Crop("b"), Crop(None)]
    e = np.array([[1.0, 0], [2, 0], [0, 3], [1, 1], [1, 0]])
    found = utility(faces, [e], [e])
    raw = np.array([0.5, 0.5, 0.0])
    assert np.allclose(found[:3], (raw - raw.mean()) / raw.std())
    assert np.isnan(found[3:]).all()


def test_a_degraded_crop_is_not_compared_with_its_own_original():
    faces = [Crop("a"), Crop("a"), Crop("a")]
    clean = np.array([[1.0, 0], [0, 1], [1, 1]])
    degraded = np.array([[0.0, 1], [0, 1], [1, 1]])     # crop 0 now looks like crop 1
    before, after = utility(faces, [clean], [clean]), utility(faces, [clean], [degraded])
    assert after[0] > before[0] and after[1] == before[1]


def test_certainty_falls_with_a_neighbour_and_leaves_the_crop_out_of_its_own_centre():
    faces = [Crop("a"), Crop("a"), Crop("b"), Crop("b"), Crop(None)]
    e = np.array([[1.0, 0, 0], [0.6, 0.8, 0], [0, 1, 0], [0, 0.8, 0.6], [1, 0, 0]])
    found = certainty(faces, [e], [e])
    # Crop 0: 0.6 to the other crop of a; to b's centre, along (0, 1.8, 0.6), it stands at a right angle.
    assert np.isclose(found[0], 0.6 / 1)
    # Crop 1: 0.6 to crop 0; to b's centre 0.8 x 1.8 / |(0, 1.8, 0.6)|.
    assert np.isclose(found[1], 0.6 / (0.8 * 1.8 / np.hypot(1.8, 0.6) + 1))
    assert np.isnan(found[4])


def test_pose_is_nothing_for_the_template_and_grows_sideways():
    turned = TEMPLATE.copy()
    turned[2, 0] += 12
    straight, sideways = pose([Crop(points=TEMPLATE), Crop(points=turned)])
    assert straight.max() < 0.01
    assert (sideways > straight + 0.1).all()


def test_a_persons_prediction_never_saw_the_person():
    rng = np.random.default_rng(0)
    people = [f"p{i % 40}" for i in range(400)] + [None] * 5
    ranks = rng.random((405, 4))
    x = features(ranks, rng.random((405, 2)), np.zeros(405))
    y = ranks @ [1, 2, 3, 4] + rng.normal(0, 0.1, 405)
    y[400:] = np.nan
    first = predictions(x, y, people)
    assert np.corrcoef(first[:400], y[:400])[0, 1] > 0.95 and np.isfinite(first).all()
    spoiled = y.copy()
    mine = np.array([p is not None and fold_of(p) == fold_of("p7") for p in people])
    spoiled[mine] += 100
    assert np.allclose(predictions(x, spoiled, people)[mine], first[mine])
