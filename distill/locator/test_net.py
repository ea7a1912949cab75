import cv2
import numpy as np
import pytest
import torch

from ..data.geometry import CENTRE, SIZE
from ..make_fixtures import synthetic
from .net import HALF, Locator, compose, cut, halved, in_pixels, in_units, mapped, similarity
from .self_aligning import SelfAligning

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture
def image() -> torch.Tensor:
    """float [1, 3, 112, 112]."""
    return torch.from_numpy(synthetic(SIZE, SIZE, seed=1)).permute(2, 0, 1)[None].float()


def turned() -> torch.Tensor:
    """Two similarities [2, 2, 3]: turned, scaled and shifted, one more than the other."""
    return similarity(torch.tensor([[0.1, 0.3, 0.05, -0.1], [-0.2, -0.5, -0.2, 0.15]]))


def test_a_locator_that_has_learnt_nothing_leaves_crops_as_they_are(image):
    locator = Locator().eval()
    with torch.no_grad():
        found = locator(image)
    assert torch.equal(found, torch.eye(2, 3)[None])
    assert (cut(image, found) - image).abs().max() < 0.01


def test_half_the_resolution_is_a_cut_by_the_identity(image):
    assert (cut(image, torch.eye(2, 3)[None], HALF) - halved(image)).abs().max() < 0.01


def test_alignment_in_pixels_has_opencv_mend_the_crop_alike(image):
    """The contract: warpAffine(crop, alignment, flags=INTER_LINEAR | WARP_INVERSE_MAP) is the crop cut again."""
    for found in turned():
        ours = cut(image, found[None])[0].permute(1, 2, 0).numpy()
        matrix = in_pixels(found[None])[0].double().numpy()
        theirs = cv2.warpAffine(image[0].permute(1, 2, 0).numpy(), matrix, (SIZE, SIZE), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
        assert np.abs(ours - theirs).max() < 2          # OpenCV rounds places to 1/32 px


def test_alignment_in_pixels_takes_points_where_the_similarity_takes_them_in_units():
    points = torch.tensor([[0.0, 0.0], [111.0, 0.0], [*CENTRE]])
    in_place = mapped(in_pixels(turned()), points)
    assert torch.allclose(in_units(in_place), mapped(turned(), in_units(points)), atol=1e-5)


def test_cutting_twice_is_cutting_by_what_is_composed():
    smooth = torch.from_numpy(cv2.GaussianBlur(synthetic(SIZE, SIZE, seed=2), (0, 0), 4)).permute(2, 0, 1)[None].float()
    small = turned()[1:] * 0.2 + 0.8 * torch.eye(2, 3)  # so that little falls outside
    twice, once = cut(cut(smooth, small), small), cut(smooth, compose(small, small))
    assert (twice - once)[:, :, 20:90, 20:90].abs().mean() < 1


def test_a_student_that_aligns_itself_sees_the_mended_crop(image, tiny_student):
    class Known(Locator):
        def forward(self, image):
            return turned()[:1]

    student = tiny_student().eval()
    embedding, quality = SelfAligning(Known(), student).eval()(image)
    expected_embedding, expected = student(cut(image, turned()[:1]))
    assert torch.equal(embedding, expected_embedding) and torch.equal(quality, expected)


def test_training_the_student_leaves_the_locator_as_it_is(tiny_student):
    model = SelfAligning(Locator(), tiny_student()).train()
    assert not model.locator.training and model.student.training
    assert not any(p.requires_grad for p in model.locator.parameters())
