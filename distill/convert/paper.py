"""The AI-KD paper's own model as an ONNX file of the contract, float32, for whoever has its weights.

Batch normalisations behind a convolution go into its weights. The one before each block's first convolution stays: that
convolution pads with zeros behind it, which no weights can stand for.
"""

from __future__ import annotations

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from ..nets.iresnet import PLACES, Block, PaperModel
from .graph import Graph, array


def to_onnx(model: PaperModel) -> onnx.ModelProto:
    g, net = Graph(int8=False), model.feature_extractor
    x = slope(g, "prelu", conv(g, "stem", g.normalised("image", 127.5, 127.5), net.conv1, net.bn1), net.prelu)
    for stage, blocks in enumerate(net.stages, start=1):
        for number, layer in enumerate(blocks):
            x = block(g, f"{stage}.{number}", x, layer)
    weight, bias = last_layer(net.bn2, net.fc, net.features)
    flat = g.node("Flatten", [x], "flat", axis=1)
    g.node("Gemm", [flat, g.constant("w_embedding", weight), g.constant("b_embedding", bias)], "embedding", transB=1)
    g.head("embedding", model.quality_head.l1, model.quality_head.l2)
    return g.model({"quality": [1], "embedding": [net.fc.out_features]})


def block(g: Graph, name: str, x: str, layer: Block) -> str:
    scale, shift = (array(part) for part in scale_and_shift(layer.bn1))
    scaled = g.node("Mul", [x, g.constant(f"scale{name}", scale[:, None, None])], f"scaled{name}")
    shifted = g.node("Add", [scaled, g.constant(f"shift{name}", shift[:, None, None])], f"shifted{name}")
    y = slope(g, f"prelu{name}", conv(g, f"first{name}", shifted, layer.conv1, layer.bn2), layer.prelu)
    skip = conv(g, f"skip{name}", x, *layer.downsample) if layer.downsample else x
    return g.node("Add", [conv(g, f"second{name}", y, layer.conv2, layer.bn3), skip], f"sum{name}")


def conv(g: Graph, name: str, x: str, layer: nn.Conv2d, norm: nn.BatchNorm2d) -> str:
    scale, shift = scale_and_shift(norm)
    weight = g.constant(f"w_{name}", array(layer.weight.double() * scale[:, None, None, None]))
    return g.node(
        "Conv", [x, weight, g.constant(f"b_{name}", array(shift))], name,
        kernel_shape=list(layer.kernel_size), strides=list(layer.stride), pads=[*layer.padding, *layer.padding],
    )


def slope(g: Graph, name: str, x: str, layer: nn.PReLU) -> str:
    return g.node("PRelu", [x, g.constant(f"a_{name}", array(layer.weight)[:, None, None])], name)


def scale_and_shift(norm: nn.BatchNorm1d | nn.BatchNorm2d) -> tuple[Tensor, Tensor]:
    """What a batch normalisation does in the end: float64 scale and shift [c]."""
    scale = norm.weight.double() / (norm.running_var.double() + norm.eps).sqrt()
    return scale, norm.bias.double() - norm.running_mean.double() * scale


def last_layer(before: nn.BatchNorm2d, layer: nn.Linear, behind: nn.BatchNorm1d) -> tuple[np.ndarray, np.ndarray]:
    """The linear layer [d, c x places] with the normalisations around it."""
    with torch.no_grad():
        scale, shift = (part.repeat_interleave(PLACES) for part in scale_and_shift(before))
        outer, offset = scale_and_shift(behind)
        weight = layer.weight.double()
        return array(outer[:, None] * weight * scale), array(outer * (weight @ shift + layer.bias.double()) + offset)
