import numpy as np
import pytest
import torch

from ..make_fixtures import synthetic
from . import degrade as cpu
from .tensor_crops import Pictures
from .tensor_degrade import DEGRADATIONS, STRENGTHS, Defect, degrade, degrade_once, draw

NOISY = {"dark", "noise"}


pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def images() -> list[np.ndarray]:
    """Of unequal and of odd sizes, one smaller than most kernels reach."""
    return [synthetic(width, height, seed=1) for width, height in [(96, 80), (131, 97), (192, 192), (80, 80), (200, 111), (9, 12)]]


def generator() -> torch.Generator:
    return torch.Generator().manual_seed(0)


def apart(ours: Pictures, theirs: list[np.ndarray]) -> list[np.ndarray]:
    """Grey levels between each picture and the CPU's."""
    return [
        np.abs(pixels[:, :h, :w].permute(1, 2, 0).numpy().astype(int) - image)
        for pixels, (h, w), image in zip(ours.pixels, ours.sizes.tolist(), theirs)
    ]


def both(kind: str, images: list[np.ndarray], seed: int) -> list[np.ndarray]:
    """How far a defect here is from the CPU's of the same draws."""
    theirs = [cpu.degrade_once(image, kind, np.random.default_rng([seed, i])) for i, image in enumerate(images)]
    defects = [[Defect(kind, STRENGTHS[kind](np.random.default_rng([seed, i])))] for i in range(len(images))]
    return apart(degrade(Pictures.of(images), defects, generator()), theirs)


@pytest.mark.parametrize("kind, most", [("blur", 2), ("resample", 2), ("motion", 1)])
@pytest.mark.parametrize("seed", range(5))
def test_the_same_draws_give_the_same_defect(images, kind, most, seed):
    for difference in both(kind, images, seed):
        assert difference.max() <= most and difference.mean() <= 0.4


@pytest.mark.parametrize("seed", range(5))
def test_jpeg_is_about_a_grey_level_from_the_codecs(images, seed):
    """Of hard edges and noise, that is; JPEG itself moves these by 9 to 25. A coefficient rounded the other way shows in all its block."""
    for difference in both("jpeg", images[:5], seed):
        assert difference.mean() <= 1.5


def test_a_seed_draws_what_it_draws_on_the_cpu(images):
    """With one defect and with two; noise aside, whose numbers come from elsewhere."""
    seeds = [seed for seed in range(60) if not NOISY & {defect.kind for defect in draw(seed)}]
    assert {len(draw(seed)) for seed in seeds} == {1, 2}
    ours = degrade(Pictures.of([images[2]] * len(seeds)), [draw(seed) for seed in seeds], generator())
    differences = apart(ours, [cpu.degrade(images[2], seed) for seed in seeds])
    assert max(difference.mean() for difference in differences) <= 1


def test_most_get_one_defect_and_every_kind_comes_up():
    drawn = [draw(seed) for seed in range(2000)]
    assert np.mean([len(defects) == 2 for defects in drawn]) == pytest.approx(0.3, abs=0.05)
    assert {defect.kind for defects in drawn for defect in defects} == set(DEGRADATIONS)
    assert all(len({defect.kind for defect in defects}) == len(defects) for defects in drawn)


@pytest.mark.parametrize(
    "kind, strength, mean, sd", [("noise", (20.0,), 128, 20), ("noise", (11.0,), 128, 11), ("dark", (0.3, 8.0), 38.4, 8)]
)
def test_noise_has_the_statistics_it_should_have(kind, strength, mean, sd):
    flat = Pictures.of([np.full((192, 192, 3), 128, np.uint8)])
    pixels = degrade(flat, [[Defect(kind, strength)]], generator()).pixels.double()
    assert pixels.mean().item() == pytest.approx(mean, abs=0.3)
    assert pixels.std().item() == pytest.approx(sd, rel=0.03)
    channels = pixels.flatten(2)[0]
    assert torch.corrcoef(torch.cat([channels, channels[:1].roll(1, dims=1)])).fill_diagonal_(0).abs().max() < 0.03


def test_noise_follows_its_generator(images):
    defects = [[Defect("noise", (30.0,))]] * len(images)
    once, again = (degrade(Pictures.of(images), defects, generator()).pixels for _ in range(2))
    other = degrade(Pictures.of(images), defects, torch.Generator().manual_seed(1)).pixels
    assert torch.equal(once, again) and not torch.equal(once, other)


@pytest.mark.parametrize("kind", DEGRADATIONS)
def test_nothing_appears_outside_the_pictures_and_neighbours_do_not_matter(images, kind):
    strengths = [STRENGTHS[kind](np.random.default_rng(i)) for i in range(len(images))]
    together = degrade_once(Pictures.of(images), kind, strengths, generator())
    for pixels, image, strength in zip(together, images, strengths):
        h, w = image.shape[:2]
        assert not pixels[:, h:].any() and not pixels[:, :, w:].any()
        if kind not in NOISY:
            alone = degrade_once(Pictures.of([image]), kind, [strength], generator())[0]
            assert (pixels[:, :h, :w].double() - alone.double()).abs().mean() < 0.1


def test_pictures_without_a_defect_stay_as_they_are(images):
    pictures = Pictures.of(images)
    before = pictures.pixels.clone()
    out = degrade(pictures, [[Defect("blur", (3.0,))]] + [[]] * (len(images) - 1), generator())
    assert torch.equal(out.pixels[1:], before[1:]) and not torch.equal(out.pixels[0], before[0])
    assert torch.equal(pictures.pixels, before)


def test_an_unknown_kind_is_refused(images):
    with pytest.raises(ValueError, match="fog"):
        degrade_once(Pictures.of(images), "fog", [()] * len(images), generator())
