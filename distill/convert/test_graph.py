import numpy as np

from .graph import finest_scale, quantise


def test_rounding_with_the_inputs_in_view_loses_less_of_the_output_than_plain_rounding():
    rng = np.random.default_rng(0)
    weight = rng.normal(size=(7, 64)).astype(np.float32)
    weight[2] = 0
    x = rng.normal(size=(64, 8)) @ rng.normal(size=(8, 500)) + 0.1 * rng.normal(size=(64, 500))   # strongly correlated
    quantised, scale = quantise(weight, x @ x.T)
    assert quantised.dtype == np.int8 and scale.dtype == np.float32 and scale.shape == (7, 1)
    assert (quantised[2] == 0).all()
    lost = lambda approximation: (((weight - approximation) @ x) ** 2).sum()  # noqa: E731
    assert lost(quantised * scale) < 0.5 * lost(np.round(weight / scale) * scale)


def test_rounding_of_independent_inputs_is_plain_rounding():
    weight = np.random.default_rng(0).normal(size=(7, 64)).astype(np.float32)
    quantised, scale = quantise(weight, np.eye(64))
    assert (quantised == np.clip(np.round(weight / scale), -127, 127)).all()


def test_the_step_clips_where_that_loses_less():
    weight = np.random.default_rng(0).normal(size=(7, 4096)).astype(np.float32)
    lost = lambda step: ((weight - np.clip(np.round(weight / step), -127, 127) * step) ** 2).sum(1)  # noqa: E731
    full = np.abs(weight).max(axis=1, keepdims=True) / 127
    assert (finest_scale(weight) <= full * 1.0001).all()
    assert (lost(finest_scale(weight)) <= lost(full) * 1.0001).all()
    assert lost(finest_scale(weight)).sum() < lost(full).sum()
