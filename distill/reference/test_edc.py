import numpy as np
import pytest

from .edc import edc, pauc, threshold_at_fmr


def test_worked_example():
    # Five genuine pairs, by quality: .1 wrong | .2 wrong, .2 right | .5 right | .9 wrong.
    quality = np.array([0.9, 0.2, 0.1, 0.5, 0.2])
    error = np.array([True, True, True, False, False])
    x, y = edc(quality, error)
    assert x.tolist() == [0, 0.2, 0.6, 0.8]             # the two of quality .2 go together
    assert y.tolist() == [3 / 5, 2 / 4, 1 / 2, 1]
    # To 0.3: 0.6 x 0.2 + 0.5 x 0.1 = 0.17, over 0.6 x 0.3 = 0.18.
    assert pauc(quality, error, 0.3) == pytest.approx(0.17 / 0.18)


def test_one_quality_for_all_is_no_better_than_random():
    assert pauc(np.ones(100), np.arange(100) < 7) == pytest.approx(1)


def test_perfect_scores_reach_the_best_area():
    n, wrong = 1000, 200
    error = np.arange(n) < wrong
    assert pauc(np.arange(n, dtype=float), error, 0.3) < 0.36
    # Continuous: errors left e(x) = (0.2 - x) / (1 - x) until 0.2, then none.
    area = 0.2 + 0.8 * np.log(0.8)
    assert pauc(np.arange(n, dtype=float), error, 0.3) == pytest.approx(area / (0.2 * 0.3), abs=0.01)


def test_no_errors_has_no_area():
    assert np.isnan(pauc(np.arange(5.0), np.zeros(5, bool)))


def test_threshold_lets_at_most_one_in_a_thousand_through():
    impostors = np.arange(2000) / 2000
    t = threshold_at_fmr(impostors)
    assert (impostors >= t).sum() == 2
    assert (impostors >= np.nextafter(t, -1)).sum() == 3


def test_threshold_lies_on_the_impostor_that_is_one_too_many_and_not_in_the_gap_above():
    impostors = np.r_[np.zeros(1000), 0.2, 0.9]
    assert threshold_at_fmr(impostors) == np.nextafter(0.2, 1)


def test_an_impostor_of_weight_two_counts_as_two():
    impostors = np.array([0.9, 0.5, 0.4, 0.1])
    weight = np.array([1, 2, 0, 7])
    assert threshold_at_fmr(impostors, 0.3, weight) == threshold_at_fmr(np.repeat(impostors, weight), 0.3) == np.nextafter(0.1, 1)
    assert threshold_at_fmr(impostors, 0.2, weight) == threshold_at_fmr(np.repeat(impostors, weight), 0.2) == np.nextafter(0.5, 1)
