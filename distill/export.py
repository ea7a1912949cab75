"""Student and baseline as the two ONNX files that the browser loads, and their entries in the manifest.

    python -m distill.export                     from the last checkpoints, with a provisional LFW-D scale
    python -m distill.export --interim           from the npm weights with an unfitted head, for whoever builds on the format

In: `image` float32 [n, 3, 112, 112], RGB 0-255. Out: `quality` [n, 1], `embedding` [n, 512] as the net gives it, of any
length. Weights are int8 per output channel, stored as int8 -> Cast -> Mul: plain operators on constants, which every
onnxruntime folds when it loads the file, so int8 saves bytes on the wire and costs nothing at run time. The few weights whose
rounding is seen in the score stay float16 (-> Cast): every depthwise one, and all of the early layers.

The scale is provisional: `npm run evaluate -- --data .../lfw --manifest public/models/manifest.json` makes it anew with the
app's own pictures and crops, and adds what each threshold does. A new model has no such thresholds until then.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor

from . import cards
from .data.crops import calibration_crops, crops_of
from .data.faces import half_degraded, lfw_faces, val_faces
from .data.geometry import SIZE
from .nets.graph import Slope
from .nets.student import Student, create_student
from .paths import MODELS, RUNS, data_dir
from .train import load_averaged

PAIR = {"plumb-m": ("student", "plumb-m-baseline"), "plumb-m-baseline": ("baseline", "plumb-m")}
OPSET = 17
PRECISE = 44                                            # nodes before this one keep float16 weights: as many as 2 MiB allow


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


def to_onnx(student: Student, grams: dict[torch.nn.Module, np.ndarray] | None = None) -> onnx.ModelProto:
    """The student's graph, written node by node: nothing in it that was not meant. Weights are float32, or small with the
    `grams` of input_grams."""
    g = Graph(int8=grams is not None)
    array = lambda tensor: tensor.detach().float().contiguous().numpy()  # noqa: E731

    def gram(layer: torch.nn.Module, precise: bool) -> np.ndarray | None:
        return None if precise or grams is None else grams[layer]

    centred = g.node("Sub", ["image", g.constant("mean", np.float32(127))], "centred")
    values = {student.recogniser.input: g.node("Mul", [centred, g.constant("inverse_std", np.float32(1 / 128))], "normalised")}
    for operator, name, inputs, output in student.recogniser.plan:
        inputs = [values[i] for i in inputs]
        layer = student.recogniser.layers[name] if name else None
        if operator == "Conv":
            weight = g.weight(f"w{name}", array(layer.weight), gram(layer, precise=layer.groups > 1 or int(name) < PRECISE))
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

    def linear(name: str, x: str, layer: torch.nn.Linear, output: str) -> str:
        weight = g.weight(f"w_{name}", array(layer.weight), gram(layer, precise=len(layer.weight) == 1))
        return g.node("Gemm", [x, weight, g.constant(f"b_{name}", array(layer.bias))], output, transB=1)

    hidden = linear("hidden", "embedding", first, "hidden")
    erf = g.node("Erf", [g.node("Mul", [hidden, g.constant("root_half", np.float32(0.5**0.5))], "gelu_in")], "gelu_erf")
    both = g.node("Mul", [hidden, g.node("Add", [erf, g.constant("one", np.float32(1))], "gelu_up")], "gelu_twice")
    linear("quality", g.node("Mul", [both, g.constant("half", np.float32(0.5))], "gelu"), last, "quality")
    tensor = helper.make_tensor_value_info
    graph = helper.make_graph(
        g.nodes, "plumb",
        [tensor("image", TensorProto.FLOAT, ["n", 3, SIZE, SIZE])],
        [tensor("quality", TensorProto.FLOAT, ["n", 1]), tensor("embedding", TensorProto.FLOAT, ["n", first.in_features])],
        g.constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8, producer_name="plumb-distill")
    onnx.checker.check_model(model, full_check=True)
    return model


def run(model: bytes, crops: np.ndarray, batch: int = 16) -> np.ndarray:
    """Raw quality float64 [n] of uint8 crops [n, 112, 112, 3]."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")   # spinning starves a busy machine
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    raw = [
        session.run(["quality"], {"image": np.ascontiguousarray(part.transpose(0, 3, 1, 2), np.float32)})[0][:, 0]
        for part in (crops[i : i + batch] for i in range(0, len(crops), batch))
    ]
    return np.concatenate(raw).astype(np.float64)


def to_score(raw: np.ndarray, quantiles: np.ndarray) -> np.ndarray:
    """raw -> 0-100, linear between the 1001 quantiles."""
    return np.interp(raw, quantiles, np.linspace(0, 100, len(quantiles)))


def macs(student: Student) -> int:
    """Multiply-accumulates of one face."""
    total = 0

    def count(layer, _, output):
        nonlocal total
        total += output.numel() * layer.weight[0].numel()

    hooks = [m.register_forward_hook(count) for m in student.modules() if isinstance(m, (torch.nn.Conv2d, torch.nn.Linear))]
    with torch.no_grad():
        student(torch.zeros(1, 3, SIZE, SIZE))
    for hook in hooks:
        hook.remove()
    return total


def entry(model_id: str, data: bytes, student: Student, quantiles: np.ndarray, n: int, card: dict) -> dict:
    role, other = PAIR[model_id]
    return {
        "id": model_id,
        "role": role,
        "pairs_with": other,
        "file": f"{model_id}.onnx",
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "macs": macs(student),
        "params": sum(p.numel() for p in student.state_dict().values()),
        "input": {"name": "image", "size": SIZE, "range": [0, 255], "order": "rgb", "layout": "nchw", "template": "arcface-112"},
        "output": {"quality": "quality", "embedding": "embedding"},
        "scale": {"reference": "LFW-D, provisional", "n": n, "quantiles": [round(float(q), 6) for q in quantiles]},
        "card": card,
    }


def write_manifest(entries: list[dict], path: Path = MODELS / "manifest.json") -> None:
    """Replaces `models`, with them the scales and thresholds that the evaluation wrote, and leaves every other key as it is."""
    manifest = json.loads(path.read_text()) if path.exists() else {"schema": 1, "models": [], "assets": []}
    manifest["models"] = entries
    path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data")
    parser.add_argument("--interim", action="store_true", help="npm weights and an unfitted head; never commit the result")
    options = parser.parse_args()
    torch.set_num_threads(1)                            # the little that torch does here; two threads starve on a busy machine
    data = data_dir(options.data)
    reference = lfw_faces(data)
    if options.interim:
        reference = reference[::20]
    calibration = calibration_crops(data)
    unseen = [face for faces in val_faces(data).values() for face in faces][:1000]
    unseen_crops = crops_of(unseen, half_degraded(unseen))
    scale_crops = crops_of(reference, half_degraded(reference))
    pair = {}
    for number, model_id in enumerate(PAIR, start=1):
        student = create_student(seed=number) if options.interim else load_averaged(model_id)
        full = to_onnx(student.eval()).SerializeToString()
        small = to_onnx(student, input_grams(student, calibration)).SerializeToString()
        raw = run(small, scale_crops)
        quantiles = np.quantile(raw, np.linspace(0, 1, 1001))
        difference = np.abs(to_score(run(full, unseen_crops), quantiles) - to_score(run(small, unseen_crops), quantiles))
        pair[model_id] = (student, small, quantiles, difference)
        print(f"{model_id}: {len(small):,} bytes, int8 against fp32 at most {difference.max():.2f}, on average {difference.mean():.3f} of 100 points")
    if not options.interim:
        (RUNS / "int8.json").write_text(json.dumps({
            "command": "python -m distill.export",
            "models": {m: {"largest": round(float(d.max()), 3), "mean": round(float(d.mean()), 4)} for m, (_, _, _, d) in pair.items()},
        }, indent=2) + "\n")
    for model_id, (_, small, _, _) in pair.items():
        (MODELS / f"{model_id}.onnx").write_bytes(small)
    write_manifest([
        entry(model_id, small, student, quantiles, len(reference), cards.card(model_id))
        for model_id, (student, small, quantiles, _) in pair.items()
    ])


if __name__ == "__main__":
    main()
