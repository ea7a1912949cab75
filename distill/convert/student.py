"""A student as an ONNX file of the contract."""

from __future__ import annotations

import numpy as np
import onnx
import torch
from torch import Tensor

from ..nets.graph import Slope
from ..nets.student import Student
from .graph import Graph, array


def input_grams(student: Student, crops: np.ndarray) -> dict[torch.nn.Module, np.ndarray]:
    """For each 1 x 1 convolution and linear layer, the sum of x x^T over its inputs x for these crops: layer -> [in, in]."""
    grams: dict[torch.nn.Module, Tensor] = {}

    def note(layer, inputs):
        x = inputs[0].movedim(1, 0).flatten(1)          # [in, positions]
        grams[layer] = grams.get(layer, 0) + (x @ x.T).double()

    layers = [m for m in student.modules() if isinstance(m, torch.nn.Linear) or isinstance(m, torch.nn.Conv2d) and m.kernel_size == (1, 1)]
    hooks = [layer.register_forward_pre_hook(note) for layer in layers]
    with torch.no_grad():
        for i in range(0, len(crops), 16):
            student(torch.from_numpy(crops[i : i + 16]).permute(0, 3, 1, 2).float())
    for hook in hooks:
        hook.remove()
    return {layer: gram.numpy() for layer, gram in grams.items()}


def to_onnx(student: Student, grams: dict[torch.nn.Module, np.ndarray] | None = None, precise: int = 0) -> onnx.ModelProto:
    """Weights are float32, or with the `grams` of input_grams small: int8 in 1 x 1 convolutions and the head's first
    layer; float16 in all other convolutions and in every node before number `precise`."""
    g = Graph(int8=grams is not None)

    def gram(layer: torch.nn.Module, half: bool = False) -> np.ndarray | None:
        return None if half or grams is None else grams[layer]

    values = {student.recogniser.input: g.normalised(127, 128)}
    for operator, name, inputs, output in student.recogniser.plan:
        inputs = [values[i] for i in inputs]
        layer = student.recogniser.layers[name] if name else None
        if operator == "Conv":
            weight = g.weight(f"w{name}", array(layer.weight), gram(layer, half=layer.kernel_size != (1, 1) or int(name) < precise))
            values[output] = g.node(
                "Conv", [*inputs, weight, g.constant(f"b{name}", array(layer.bias))], f"conv{name}",
                kernel_shape=list(layer.kernel_size), strides=list(layer.stride), group=layer.groups,
                pads=[*layer.padding, *layer.padding], dilations=list(layer.dilation),
            )
        elif isinstance(layer, Slope):
            values[output] = g.node("PRelu", [*inputs, g.constant(f"a{name}", array(layer.slope).reshape(-1, 1, 1))], f"prelu{name}")
        elif operator == "Add":
            values[output] = g.node("Add", inputs, f"sum{output}")
        else:
            values[output] = g.node("Flatten", inputs, "embedding", axis=1)
    first, _, last = student.head
    g.head("embedding", first, last, gram(first))
    return g.model(first.in_features)
