"""A student that aligns itself: the locator finds how a crop is cut, the crop is cut again, and the quality network looks at that."""

from __future__ import annotations

from torch import Tensor, nn

from ..nets.student import Student
from .net import Locator, cut


class SelfAligning(nn.Module):
    """RGB 0-255 [b, 3, 112, 112], cut in any way -> embedding [b, d] and quality [b] of the crop as the locator would have it cut.

    The locator is asked, not taught: its batch normalisation keeps its statistics, and its weights learn only where they are set to.
    """

    def __init__(self, locator: Locator, student: Student):
        super().__init__()
        self.locator, self.student = locator.requires_grad_(False), student

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        return self.student(cut(image, self.locator(image)))

    def train(self, mode: bool = True) -> SelfAligning:
        super().train(mode)
        self.locator.eval()
        return self
