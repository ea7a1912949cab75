import numpy as np
import pytest

from .verification import figures, verification

# On a circle, in degrees: Ann at 0, 10 and 90, Bob at 80 and 100.
ANGLES = np.radians([0, 10, 90, 80, 100])
EMBEDDINGS = np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1)
PEOPLE = np.array([0, 0, 0, 1, 1])
PAIRS = np.array([(0, 1), (0, 2), (3, 4), (1, 3), (0, 4)])
GENUINE = np.array([True, True, True, False, False])


def test_listed_impostors_set_the_threshold():
    # Impostors: cos 70 = 0.342, cos 100 = -0.174. Wrong: Ann at 0 and 90.
    found = verification(EMBEDDINGS, PEOPLE, PAIRS, GENUINE, np.ones(5, bool), all_impostors=False, fmr=1e-3)
    assert found["impostor"] == 2 and found["wrong"].tolist() == [False, True, False]
    assert found["errors"].tolist() == [1, 0, 1, 0, 0]
    cos = lambda degrees: np.cos(np.radians(degrees))  # noqa: E731
    assert found["margin"] == pytest.approx([cos(90) - cos(100), cos(10) - cos(70), np.nan, cos(20) - cos(70), cos(20) - cos(100)], nan_ok=True)


def test_all_impostors_count_the_false_matches_too():
    # Six impostors: 80, 100, 70, 90, 10 and 10 degrees apart. At an FMR of one in three both of 10 may match.
    found = verification(EMBEDDINGS, PEOPLE, PAIRS, GENUINE, np.ones(5, bool), all_impostors=True, fmr=0.34)
    assert found["impostor"] == 6
    assert found["wrong"].tolist() == [False, True, False]
    assert found["errors"].tolist() == [1, 0, 3, 1, 1]


def test_all_impostors_are_of_the_kinds_of_the_genuine_pairs():
    # Genuine pairs are of a clean (0) and a degraded (1) image; so are Ann's clean ones with Bob's degraded one, and the other way round.
    kinds = np.array([0, 1, 1, 0, 1])
    pairs, genuine = np.array([(0, 1), (0, 2), (3, 4)]), np.ones(3, bool)
    found = verification(EMBEDDINGS, PEOPLE, pairs, genuine, np.ones(5, bool), all_impostors=True, fmr=0.34, kinds=kinds)
    assert found["impostor"] == 3          # 0 with 4, 1 and 2 with 3: 100, 70 and 10 degrees apart
    assert found["false_matches"] == 1 and found["threshold"] == pytest.approx(np.cos(np.radians(70)))


def test_an_image_that_does_not_count_is_in_no_comparison():
    usable = np.array([True, True, False, True, True])
    found = verification(EMBEDDINGS, PEOPLE, PAIRS, GENUINE, usable, all_impostors=True, fmr=1e-3)
    assert found["impostor"] == 4 and found["pairs"].tolist() == [[0, 1], [3, 4]]
    assert found["errors"].tolist() == [0, 0, 0, 0, 0]


def test_figures_of_a_score_that_knows_the_bad_image():
    found = verification(EMBEDDINGS, PEOPLE, PAIRS, GENUINE, np.ones(5, bool), all_impostors=False, fmr=1e-3)
    row = figures(found, np.array([3.0, 4, 1, 5, 2]), np.array([3.0, 4, 1, 5, 2]) + 1, np.ones(5, bool))
    # FNMR 1/3, then 0 from a third on: 0.3 x 1/3 until the limit.
    assert row["pauc30"] == pytest.approx(1) and row["halved_after"] == pytest.approx(1 / 3)
    assert row["pauc30_above_best"] == pytest.approx(0.1 - (1 / 9 - (1 / 30) ** 2) / 2)
    assert row["spearman"] == pytest.approx(1) and row["bias"] == pytest.approx(-1 / np.sqrt(2))
