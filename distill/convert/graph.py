"""An ONNX file of the contract, written node by node: nothing in it that was not meant.

In: `image` float32 [n, 3, 112, 112], RGB 0-255. Out: `quality` [n, 1], `embedding` [n, d] as the net gives it, of any length; of a student that
aligns itself also `alignment` [n, 2, 3], where a point of the proper crop lies in the crop at hand, in crop pixels.
Weights are float32, or int8 per output channel, stored as int8 -> Cast -> Mul: plain operators on constants, which every
onnxruntime folds when it loads the file, so int8 saves bytes on the wire and costs nothing at run time. The few weights whose
rounding is seen in the score stay float16 (-> Cast).
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from ..data.geometry import SIZE

OPSET = 17


def array(tensor: Tensor) -> np.ndarray:
    return tensor.detach().float().contiguous().numpy()


class Graph:
    """Nodes and constants as they are added. Values are known by name."""

    def __init__(self, int8: bool):
        self.int8, self.nodes, self.constants = int8, [], []

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, operator: str, inputs: list[str], output: str, **attributes) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def weight(self, name: str, value: np.ndarray, gram: np.ndarray | None) -> str:
        """A weight [out, ...]: float32; or int8 with one scale an output channel; or float16 where no gram is given."""
        if not self.int8:
            return self.constant(name, value)
        if gram is None:
            return self.node("Cast", [self.constant(f"{name}_half", value.astype(np.float16))], name, to=TensorProto.FLOAT)
        quantised, scale = quantise(value.reshape(len(value), -1), gram)
        scale = scale.reshape(-1, *[1] * (value.ndim - 1))
        cast = self.node("Cast", [self.constant(f"{name}_int8", quantised.reshape(value.shape))], f"{name}_cast", to=TensorProto.FLOAT)
        return self.node("Mul", [cast, self.constant(f"{name}_scale", scale)], name)

    def normalised(self, image: str, mean: float, std: float, name: str = "") -> str:
        """(image - mean) / std."""
        centred = self.node("Sub", [image, self.constant(f"{name}mean", np.float32(mean))], f"{name}centred")
        return self.node("Mul", [centred, self.constant(f"{name}inverse_std", np.float32(1 / std))], f"{name}normalised")

    def head(self, embedding: str, first: nn.Linear, last: nn.Linear, gram: np.ndarray | None = None) -> None:
        """Linear, GELU, linear: `quality` of `embedding`. gram: of the first layer's inputs, as in `weight`."""

        def linear(name: str, x: str, layer: nn.Linear, output: str, gram: np.ndarray | None) -> str:
            weight = self.weight(f"w_{name}", array(layer.weight), gram)
            return self.node("Gemm", [x, weight, self.constant(f"b_{name}", array(layer.bias))], output, transB=1)

        hidden = linear("hidden", embedding, first, "hidden", gram)
        erf = self.node("Erf", [self.node("Mul", [hidden, self.constant("root_half", np.float32(0.5**0.5))], "gelu_in")], "gelu_erf")
        both = self.node("Mul", [hidden, self.node("Add", [erf, self.constant("one", np.float32(1))], "gelu_up")], "gelu_twice")
        linear("quality", self.node("Mul", [both, self.constant("half", np.float32(0.5))], "gelu"), last, "quality", None)

    def model(self, outputs: dict[str, list[int]]) -> onnx.ModelProto:
        """The file. outputs: of each the shape of what it says of one crop."""
        tensor = helper.make_tensor_value_info
        graph = helper.make_graph(
            self.nodes, "plumb",
            [tensor("image", TensorProto.FLOAT, ["n", 3, SIZE, SIZE])],
            [tensor(name, TensorProto.FLOAT, ["n", *shape]) for name, shape in outputs.items()],
            self.constants,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8, producer_name="plumb-distill")
        onnx.checker.check_model(model, full_check=True)
        return model


def finest_scale(weight: np.ndarray) -> np.ndarray:
    """float [out, in] -> the step float32 [out, 1] of 255 that leaves the least squared error: clipping a few large weights
    a little leaves finer steps for all others."""
    full = np.maximum(np.abs(weight).max(axis=1, keepdims=True), 1e-12) / 127
    scales = [(share * full).astype(np.float32) for share in np.arange(1.0, 0.69, -0.02)]
    errors = [((weight - np.clip(np.round(weight / scale), -127, 127) * scale) ** 2).sum(axis=1) for scale in scales]
    return np.stack(scales)[np.argmin(errors, axis=0), np.arange(len(weight))]


def quantise(weight: np.ndarray, gram: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """float [out, in] -> int8 [out, in], float32 scale [out, 1]; weight is about int8 x scale.

    Column by column; what rounding one column does to the output, the columns still to come take back as far as the inputs
    are correlated (GPTQ, Frantar et al. 2022, 2210.17323). gram [in, in]: the sum of x x^T over the layer's inputs x.
    """
    scale = finest_scale(weight)
    damped = gram + 0.01 * np.trace(gram) / len(gram) * np.eye(len(gram))
    order = np.argsort(-np.diag(damped))                # the strongest inputs first, while many are left to compensate
    upper = np.linalg.cholesky(np.linalg.inv(damped[np.ix_(order, order)])).T
    left = weight[:, order].astype(np.float64)
    quantised = np.empty(weight.shape, np.int8)
    for column, place in enumerate(order):
        quantised[:, place] = np.clip(np.round(left[:, column] / scale[:, 0]), -127, 127)
        error = (left[:, column] - quantised[:, place] * scale[:, 0]) / upper[column, column]
        left[:, column:] -= np.outer(error, upper[column, column:])
    return quantised, scale
