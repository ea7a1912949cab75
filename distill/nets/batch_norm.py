"""MobileFaceNet with its batch normalisations in place: what training-free quality methods look into.

An ONNX file has them folded into its convolutions, so this reads a PyTorch state dict: `body.N.{conv,bn,act}` for plain layers,
`body.N.{sep,dw,proj}.…` for bottlenecks, then `fc` and `fcbn`.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

EPSILON = 1e-3                                          # of the batch normalisations, as the file's makers had it
STRIDED = (0, 2, 7, 14)                                 # places of `body` that halve the sides


class ConvNorm(nn.Module):
    """Convolution, batch normalisation and, except after a projection, PReLU; sizes from the weights."""

    def __init__(self, state: dict[str, Tensor], prefix: str, stride: int = 1, pad: int | None = None):
        super().__init__()
        weight = state[f"{prefix}.conv.weight"]
        out, per_group, side, _ = weight.shape
        groups = out if per_group == 1 else 1
        self.conv = nn.Conv2d(per_group * groups, out, side, stride, side // 2 if pad is None else pad, groups=groups, bias=False)
        self.bn = nn.BatchNorm2d(out, EPSILON)
        self.act = nn.PReLU(out) if f"{prefix}.act.weight" in state else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        return self.act(self.bn(self.conv(x)))


class Bottleneck(nn.Module):
    """Expansion, depthwise convolution and projection; the input is added where the sides stay."""

    def __init__(self, state: dict[str, Tensor], prefix: str, stride: int):
        super().__init__()
        self.sep, self.dw, self.proj = (ConvNorm(state, f"{prefix}.{part}", stride if part == "dw" else 1) for part in ("sep", "dw", "proj"))
        self.residual = stride == 1

    def forward(self, x: Tensor) -> Tensor:
        y = self.proj(self.dw(self.sep(x)))
        return x + y if self.residual else y


class MobileFaceNet(nn.Module):
    """[b, 3, 112, 112], (RGB − 127.5) / 128 -> embedding [b, 128]. It only ever looks at its running statistics."""

    def __init__(self, state: dict[str, Tensor]):
        super().__init__()
        places = sorted({int(key.split(".")[1]) for key in state if key.startswith("body.")})
        self.body = nn.ModuleList(
            Bottleneck(state, f"body.{i}", 2 if i in STRIDED else 1) if f"body.{i}.sep.conv.weight" in state
            else ConvNorm(state, f"body.{i}", 2 if i in STRIDED else 1, pad=0 if i == places[-1] else None)
            for i in places
        )
        out, features = state["fc.weight"].shape[:2]
        self.fc, self.fcbn = nn.Conv2d(features, out, 1), nn.BatchNorm1d(out, EPSILON)
        self.load_state_dict(state)
        self.eval().requires_grad_(False)

    def features(self, x: Tensor) -> Tensor:
        """[b, 512]: what the last layer sees."""
        for layer in self.body:
            x = layer(x)
        return x.flatten(1)

    def last(self, features: Tensor) -> Tensor:
        """[b, 512] -> embedding [b, 128]."""
        return self.fcbn(self.fc(features[..., None, None]).flatten(1))

    def forward(self, x: Tensor) -> Tensor:
        return self.last(self.features(x))


def read_mobilefacenet(file: Path) -> MobileFaceNet:
    """Only tensors are read from the file, no code."""
    return MobileFaceNet(torch.load(file, map_location="cpu", weights_only=True))
