"""A recogniser read from its ONNX file node by node, so that what trains is that net and no look-alike."""

from __future__ import annotations

import onnx
import torch
from torch import Tensor, nn


class Slope(nn.Module):
    """A PReLU whose slopes [c] stay as the recogniser has them."""

    def __init__(self, slope: Tensor):
        super().__init__()
        self.register_buffer("slope", slope.flatten())

    def forward(self, x: Tensor) -> Tensor:
        # Not a parameter, so no gradient is summed for it: that sum is a fifth of a training step on a CPU.
        return nn.functional.prelu(x, self.slope)


def attributes(node: onnx.NodeProto) -> dict:
    """A node's attributes by name."""
    return {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}


class Recogniser(nn.Module):
    """A graph of Conv, PRelu, Add and a last Reshape, as PyTorch modules. [b, 3, 112, 112] -> [b, d]."""

    def __init__(self, graph: onnx.GraphProto):
        super().__init__()
        values = {i.name: torch.from_numpy(onnx.numpy_helper.to_array(i).copy()) for i in graph.initializer}
        self.input, self.output = graph.input[0].name, graph.output[0].name
        self.layers = nn.ModuleDict()
        self.plan: list[tuple[str, str | None, list[str], str]] = []   # operator, layer, inputs, output
        for index, node in enumerate(graph.node):
            layer = None
            if node.op_type == "Conv":
                weight, bias = (values[name] for name in node.input[1:3])
                a = attributes(node)
                conv = nn.Conv2d(
                    weight.shape[1] * a["group"], weight.shape[0], a["kernel_shape"], a["strides"], a["pads"][:2],
                    a["dilations"], a["group"],
                )
                conv.weight.data, conv.bias.data = weight, bias
                layer = conv
            elif node.op_type == "PRelu":
                layer = Slope(values[node.input[1]])
            elif node.op_type not in ("Add", "Reshape"):
                raise ValueError(f"{node.op_type} is not among Conv, PRelu, Add and Reshape.")
            name = f"{index:02d}" if layer else None
            if layer:
                self.layers[name] = layer
            self.plan.append((node.op_type, name, [i for i in node.input if i not in values], node.output[0]))

    def forward(self, x: Tensor) -> Tensor:
        return self.values(x)[self.output]

    def values(self, x: Tensor, last: str | None = None) -> dict[str, Tensor]:
        """All values of the graph by name; only those up to the one called `last`, where that is given."""
        values = {self.input: x}
        for operator, layer, inputs, output in self.plan:
            if layer:
                values[output] = self.layers[layer](values[inputs[0]])
            elif operator == "Add":
                values[output] = values[inputs[0]] + values[inputs[1]]
            else:
                values[output] = values[inputs[0]].flatten(1)
            if output == last:
                break
        return values
