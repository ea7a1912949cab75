import numpy as np
import pytest

from .agreement import intra_class_correlation, mean_ranks, rank_of_harm


def test_ranks_share_their_mean_where_all_keys_are_equal():
    assert mean_ranks(np.array([5, 1, 5, 1]), np.array([0, 3, 0, 2])).tolist() == [3.5, 2, 3.5, 1]


def test_rank_of_harm_by_hand():
    errors, margin, quality = np.array([0, 0, 1, 3]), np.zeros(4), np.array([0.9, 0.8, 0.85, 0.1])
    assert rank_of_harm(errors, margin, quality, 0) == pytest.approx(0.65)
    assert rank_of_harm(errors, margin, quality, 3) == pytest.approx(0.855, abs=5e-4)


def test_intra_class_correlation_of_the_six_subjects_of_shrout_and_fleiss():
    ratings = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float)
    assert intra_class_correlation(ratings) == pytest.approx(0.29, abs=5e-3)   # 1979, table 4: ICC(2,1)
