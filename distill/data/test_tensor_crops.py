import numpy as np
import pytest
import torch

from ..make_fixtures import scaled, synthetic
from . import geometry
from .geometry import Misalignment, align, align_box
from .tensor_crops import Pictures, block_mean, warp

SIZES = [(96, 80), (301, 203), (192, 192), (40, 60), (640, 512), (33, 17)]                           # width, height


pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture(scope="module")
def images() -> list[np.ndarray]:
    """Hard edges, gradients and noise, of unequal sizes."""
    rng = np.random.default_rng(0)
    drawn = [synthetic(width, height, seed=1) for width, height in SIZES]
    return drawn + [rng.integers(0, 256, image.shape, np.uint8) for image in drawn]


def apart(ours: torch.Tensor, theirs: list[np.ndarray]) -> np.ndarray:
    return np.abs(ours.permute(0, 2, 3, 1).numpy().astype(int) - np.stack(theirs))


@pytest.mark.parametrize("seed", range(8))
def test_crops_equal_the_cpus_within_one_grey_level(images, seed):
    """Turned and scaled at will, from 5 times enlarged to 12 times reduced; the middle of the crop falls anywhere, outside as well."""
    rng = np.random.default_rng(seed)
    transforms = [
        scaled(2 ** -rng.uniform(-2.3, 3.6), rng.uniform(-180, 180), tuple(rng.uniform(-0.2, 1.2, 2) * image.shape[1::-1]), (56, 56))
        for image in images
    ]
    crops = warp(Pictures.of(images), np.stack(transforms))
    assert crops.shape == (len(images), 3, 112, 112) and crops.dtype == torch.uint8
    difference = apart(crops, [geometry.warp(image, transform) for image, transform in zip(images, transforms)])
    assert difference.max() <= 1


def test_crops_of_misaligned_faces_equal_the_cpus(images):
    points = geometry.TEMPLATE * [0.9, 1.1] + [20, 10]
    transforms = [align(points, Misalignment(0.2, seed, 8.0, 1.1, 0.05, -0.05)) for seed in range(len(images) - 1)]
    transforms.append(align_box(np.array([5.0, 3, 30, 40])))
    difference = apart(warp(Pictures.of(images), np.stack(transforms)), [geometry.warp(*pair) for pair in zip(images, transforms)])
    assert difference.max() <= 1


def test_a_crop_does_not_depend_on_its_neighbours(images):
    transforms = np.stack([align(geometry.TEMPLATE * (0.8 + 0.3 * i)) for i in range(len(images))])
    together = warp(Pictures.of(images), transforms)
    alone = torch.cat([warp(Pictures.of([image]), transforms[i : i + 1]) for i, image in enumerate(images)])
    assert (together.int() - alone.int()).abs().max() <= 1


@pytest.mark.parametrize("f", [1, 2, 4, 8, 64])
def test_block_means_are_the_cpus(images, f):
    means = block_mean(Pictures.of(images), f)
    for pixels, (h, w), image in zip(means.pixels, means.sizes.tolist(), images):
        assert np.array_equal(pixels[:, :h, :w].permute(1, 2, 0).numpy(), geometry.block_mean(image, f))
        assert not pixels[:, h:].any() and not pixels[:, :, w:].any()


def test_the_mip_rule_begins_at_two(images):
    """Just short of 2 source px a crop px there is no averaging, at 2 there is, on both sides alike."""
    for s in (1.9999, 2.0):
        transforms = np.stack([scaled(1 / s, 0, (20, 20), (20, 20))] * len(images))
        difference = apart(warp(Pictures.of(images), transforms), [geometry.warp(image, transforms[0]) for image in images])
        assert difference.max() <= 1
