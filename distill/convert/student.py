"""A student as an ONNX file of the contract, and its weights read back from such a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from ..data.geometry import SIZE
from ..locator.self_aligning import SelfAligning
from ..nets.graph import Slope
from ..nets.student import Student
from .graph import Graph, array
from .locator import add_alignment, add_cut, add_locator


def input_grams(model: Student | SelfAligning, crops: np.ndarray) -> dict[torch.nn.Module, np.ndarray]:
    """For each 1 x 1 convolution and linear layer of the quality network, the sum of x x^T over its inputs x for these crops, which go
    through all of the model: layer -> [in, in]."""
    grams: dict[torch.nn.Module, Tensor] = {}

    def note(layer, inputs):
        x = inputs[0].movedim(1, 0).flatten(1)          # [in, positions]
        grams[layer] = grams.get(layer, 0) + (x @ x.T).double()

    layers = [m for m in quality_network(model).modules() if isinstance(m, torch.nn.Linear) or isinstance(m, torch.nn.Conv2d) and m.kernel_size == (1, 1)]
    hooks = [layer.register_forward_pre_hook(note) for layer in layers]
    with torch.no_grad():
        for i in range(0, len(crops), 16):
            model(torch.from_numpy(crops[i : i + 16]).permute(0, 3, 1, 2).float())
    for hook in hooks:
        hook.remove()
    return {layer: gram.numpy() for layer, gram in grams.items()}


def quality_network(model: Student | SelfAligning) -> Student:
    return model.student if isinstance(model, SelfAligning) else model


def to_onnx(model: Student | SelfAligning, grams: dict[torch.nn.Module, np.ndarray] | None = None, precise: int = 0) -> onnx.ModelProto:
    """Weights are float32, or with the `grams` of input_grams small: int8 in 1 x 1 convolutions and the head's first
    layer; float16 in all other convolutions and in every node before number `precise`. The first linear layer of a locator is int8, too:
    its gram (convert/locator.py) stands among the others."""
    g = Graph(int8=grams is not None)
    if not isinstance(model, SelfAligning):
        return g.model(add_student(g, model, "image", grams, precise))
    found = add_locator(g, model.locator, "image", grams and grams[model.locator.first])
    add_alignment(g, found)
    outputs = add_student(g, model.student, add_cut(g, "image", found, SIZE, "proper"), grams, precise)
    return g.model(outputs | {"alignment": [2, 3]})


def add_student(
    g: Graph, student: Student, image: str, grams: dict[torch.nn.Module, np.ndarray] | None = None, precise: int = 0,
) -> dict[str, list[int]]:
    """The nodes from the value `image` to `embedding` and `quality`; returns the shape of each, of one crop."""

    def gram(layer: torch.nn.Module, half: bool = False) -> np.ndarray | None:
        return None if half or grams is None else grams[layer]

    values = {student.recogniser.input: g.normalised(image, 127, 128)}
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
    return {"quality": [1], "embedding": [first.in_features]}


def read_weights(student: Student, file: Path) -> None:
    """Puts the weights of a file that `to_onnx` wrote, in whatever precision, into a student of the same architecture. So a released file is
    where training can go on. ValueError where it is of another architecture."""
    stored = {i.name: numpy_helper.to_array(i).astype(np.float32) for i in onnx.load(file).graph.initializer}

    def weight(name: str) -> np.ndarray:
        if f"{name}_int8" in stored:
            return stored[f"{name}_int8"] * stored[f"{name}_scale"]
        return stored[f"{name}_half"] if f"{name}_half" in stored else stored[name]

    try:
        found = {
            f"recogniser.layers.{name}.{part}": weight(f"{letter}{name}")
            for name, layer in student.recogniser.layers.items()
            for part, letter in ((("slope", "a"),) if isinstance(layer, Slope) else (("weight", "w"), ("bias", "b")))
        } | {f"head.{i}.{part}": weight(f"{part[0]}_{name}") for i, name in ((0, "hidden"), (2, "quality")) for part in ("weight", "bias")}
        shapes = {name: value.shape for name, value in student.state_dict().items()}
        student.load_state_dict({name: torch.from_numpy(value.reshape(shapes[name])) for name, value in found.items()})
    except (KeyError, ValueError):
        raise ValueError(f"{file} is no student of this architecture: choose the --architecture that it was made of.") from None
