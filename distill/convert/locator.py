"""The locator as ONNX nodes: alone, or in front of a student in one graph.

Matrices are multiplied from the right, so that a batch of any size needs no expanded constants. GridSample stands in opset 16 and has a
kernel in onnxruntime on the CPU, in WebAssembly and on WebGPU.
"""

from __future__ import annotations

import numpy as np
import onnx
import torch
from torch import nn

from ..data.geometry import SIZE
from ..locator.net import HALF, LOOKS, Block, Locator
from .graph import Graph, array

SHIFT = np.float32([[[0, 0, 1]]])                       # keeps of a similarity [2, 3] its shift alone


def locator_gram(locator: Locator, crops: np.ndarray) -> np.ndarray:
    """Of the inputs x of its first linear layer over both looks at these crops, uint8 [n, 112, 112, 3], the sum of x x^T."""
    gram = np.zeros((locator.first.in_features,) * 2)

    def note(_, inputs):
        nonlocal gram
        gram += (inputs[0].T @ inputs[0]).numpy()

    hook = locator.first.register_forward_pre_hook(note)
    with torch.no_grad():
        for i in range(0, len(crops), 64):
            locator(torch.from_numpy(crops[i : i + 64]).permute(0, 3, 1, 2).float())
    hook.remove()
    return gram


def to_onnx(locator: Locator, gram: np.ndarray | None = None) -> onnx.ModelProto:
    """The locator alone: `image` -> `alignment`. Weights are float32, or with the gram of `locator_gram` int8 and float16."""
    g = Graph(int8=gram is not None)
    add_alignment(g, add_locator(g, locator, "image", gram))
    return g.model({"alignment": [2, 3]})


def add_locator(g: Graph, locator: Locator, image: str, gram: np.ndarray | None = None) -> str:
    """The value that is `locator(image)`: similarities [n, 2, 3] in unit coordinates."""
    net = LocatorNodes(g, locator, gram)
    found = net.look(g.node("AveragePool", [image], "half0", kernel_shape=[2, 2], strides=[2, 2]), "look0")
    for number in range(1, LOOKS):
        half = add_cut(g, image, found, HALF, f"half{number}")
        found = add_composition(g, found, net.look(half, f"look{number}"), f"found{number}")
    return found


class LocatorNodes:
    """The net's weights, each once in the graph, and its nodes, once a look."""

    def __init__(self, g: Graph, locator: Locator, gram: np.ndarray | None):
        self.g, self.locator = g, locator
        self.first = g.weight("locator_first", array(locator.first.weight), gram), g.constant("locator_first_bias", array(locator.first.bias))
        self.last = [g.constant(f"locator_last{part}", values) for part, values in (("", last_weight(locator)), ("_bias", last_bias(locator)))]
        self.shape = g.constant("similarity_shape", np.array([-1, 2, 3]))
        self.convolutions: dict[nn.Conv2d, tuple[str, str]] = {}

    def look(self, half: str, name: str) -> str:
        """[n, 3, 56, 56] -> similarity [n, 2, 3]."""
        g = self.g
        x = self.convolved(g.normalised(half, 127, 128, f"{name}_"), self.locator.stem[0], self.locator.stem[1], f"{name}_stem")
        for number, block in enumerate(self.locator.blocks):
            x = self.block(x, block, f"{name}_block{number}")
        hidden = g.node("Relu", [g.node("Gemm", [g.node("Flatten", [x], f"{name}_flat", axis=1), *self.first], f"{name}_first", transB=1)], f"{name}_hidden")
        return g.node("Reshape", [g.node("Gemm", [hidden, *self.last], f"{name}_last", transB=1), self.shape], name)

    def block(self, x: str, block: Block, name: str) -> str:
        inner = self.convolved(x, block.depthwise[0], block.depthwise[1], f"{name}_depthwise")
        out = self.convolved(inner, block.pointwise[0], block.pointwise[1], f"{name}_pointwise", relu=False)
        if block.shortcut:
            out = self.g.node("Add", [x, out], f"{name}_sum")
        return self.g.node("Relu", [out], f"{name}_out")

    def convolved(self, x: str, layer: nn.Conv2d, norm: nn.BatchNorm2d, name: str, relu: bool = True) -> str:
        """A convolution with its normalisation folded in."""
        if layer not in self.convolutions:
            factor = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            number = len(self.convolutions)
            weight = self.g.weight(f"locator{number}", array(layer.weight * factor[:, None, None, None]), None)
            self.convolutions[layer] = weight, self.g.constant(f"locator{number}_bias", array(norm.bias - norm.running_mean * factor))
        out = self.g.node(
            "Conv", [x, *self.convolutions[layer]], name,
            kernel_shape=list(layer.kernel_size), strides=list(layer.stride), pads=[*layer.padding, *layer.padding], group=layer.groups,
        )
        return self.g.node("Relu", [out], f"{name}_relu") if relu else out


# (a - 1, b, tx, ty) -> a, -b, tx, b, a, ty, a similarity row by row: what `net.similarity` does, in the last layer's own weights.
ROWS = np.float32([[1, 0, 0, 0], [0, -1, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1]])
IDENTITY = np.float32([1, 0, 0, 0, 1, 0])


def last_weight(locator: Locator) -> np.ndarray:
    return ROWS @ array(locator.last.weight)


def last_bias(locator: Locator) -> np.ndarray:
    return ROWS @ array(locator.last.bias) + IDENTITY


def add_composition(g: Graph, after: str, before: str, name: str) -> str:
    """`net.compose`: [L | t] of `after`, [M | u] of `before` -> [L M | L u + t]."""
    bounds = [g.constant(f"{name}_{part}", np.array([value])) for part, value in (("start", 0), ("end", 2), ("axis", 2))]
    linear = g.node("Slice", [after, *bounds], f"{name}_linear")
    shift = g.node("Mul", [after, g.constant(f"{name}_shift_alone", SHIFT)], f"{name}_shift")
    return g.node("Add", [g.node("MatMul", [linear, before], f"{name}_turned"), shift], name)


def add_cut(g: Graph, image: str, found: str, side: int, name: str) -> str:
    """`net.cut`: the image [n, 3, 112, 112] cut again by similarities [n, 2, 3] -> [n, 3, side, side]."""
    centres = (2 * np.arange(side, dtype=np.float32) + 1) / side - 1
    x, y = np.meshgrid(centres, centres)
    base = np.stack([x.ravel(), y.ravel(), np.ones(side * side, np.float32)])                       # [3, side * side]
    places = g.node("MatMul", [found, g.constant(f"{name}_base", base)], f"{name}_places")          # [n, 2, side * side]
    grid = g.node(
        "Reshape", [g.node("Transpose", [places], f"{name}_pairs", perm=[0, 2, 1]), g.constant(f"{name}_shape", np.array([-1, side, side, 2]))], f"{name}_grid",
    )
    return g.node("GridSample", [image, grid], name, mode="bilinear", padding_mode="zeros", align_corners=0)


def add_alignment(g: Graph, found: str) -> str:
    """The output `alignment`, [n, 2, 3] in crop pixels: `net.in_pixels`."""
    middle = (SIZE - 1) / 2
    right = np.float32([[1, 0, -middle], [0, 1, -middle], [0, 0, SIZE / 2]])
    turned = g.node("MatMul", [found, g.constant("to_pixels", right)], "alignment_turned")
    return g.node("Add", [turned, g.constant("to_middle", np.float32([[[0, 0, middle], [0, 0, middle]]]))], "alignment")
