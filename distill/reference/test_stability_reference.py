"""docs/stability.py, which others compute stability with, says what geometry.py and the app's fixture say."""

import json
from importlib.util import module_from_spec, spec_from_file_location
from itertools import islice

import numpy as np
import pytest

from ..data import geometry
from ..make_fixtures import FRONTAL, MISALIGNMENT, PROFILE, ROOT, STABILITY

spec = spec_from_file_location("stability", ROOT / "docs/stability.py")
stability = module_from_spec(spec)
spec.loader.exec_module(stability)


@pytest.mark.parametrize("seed", [0, 1, 8, 123456789, 2**32 - 1])
def test_generator(seed):
    assert stability.mulberry32(seed, 100).tolist() == list(islice(geometry.mulberry32(seed), 100))


@pytest.mark.parametrize("points", [FRONTAL, PROFILE], ids=["frontal", "profile"])
def test_transforms(points):
    assert np.allclose(stability.align(points), geometry.align(points), rtol=0, atol=1e-9)
    assert len(stability.P24) == len(geometry.P24) == 24
    for step, error in zip(stability.P24, geometry.P24):
        assert np.allclose(stability.align(points, **step), geometry.align(points, error), rtol=0, atol=1e-9), step


def test_the_numbers_that_the_app_is_held_to():
    fixture = json.loads(MISALIGNMENT.read_text())
    for face in fixture["faces"]:
        for step, expected in zip(stability.P24, face["p24"]):
            found = stability.align(face["landmarks"], **step)
            assert np.allclose(found.ravel(), expected["transform"], rtol=0, atol=1e-9)
    example = json.loads(STABILITY.read_text())
    assert stability.stability(example["reference"], example["misaligned"]) == pytest.approx((example["spread"], example["worst"]))


def test_worked_example():
    assert stability.stability(60, [61, 53, 65, 55]) == (5, 7)   # +1, -7, +5, -5; (1 + 49 + 25 + 25) / 4 = 25
