import numpy as np
import pytest

from .ranks import rank01, spearman


def test_ranks_share_ties_and_can_refer_to_others():
    assert rank01(np.array([10, 20, 20, 30])).tolist() == [0.125, 0.5, 0.5, 0.875]
    assert rank01(np.array([5, 15, 99]), among=np.array([10.0, 20])).tolist() == [0, 0.5, 1]


def test_spearman_sees_order_alone():
    x = np.arange(20.0)
    assert spearman(x, np.exp(x)) == pytest.approx(1)
    assert spearman(x, -x) == pytest.approx(-1)
