"""A tiny recogniser and a tiny data set, so that the tests need neither the npm package nor any face."""

import cv2
import numpy as np
import onnx
import pytest
import torch
from onnx import helper, numpy_helper

from .make_fixtures import FRONTAL, synthetic
from .nets import graph, student
from .training import run


def tiny_recogniser() -> onnx.ModelProto:
    """Conv, PRelu, depthwise Conv, Add, Conv, Reshape: every operator of the real one. [1, 3, 112, 112] -> [1, 8]."""
    rng = np.random.default_rng(0)
    values = {
        "w0": rng.normal(0, 0.3, (4, 3, 3, 3)), "b0": rng.normal(0, 0.1, 4), "a1": rng.uniform(-0.5, 1.5, (4, 1, 1)),
        "w2": rng.normal(0, 0.3, (4, 1, 3, 3)), "b2": rng.normal(0, 0.1, 4),
        "w4": rng.normal(0, 0.05, (8, 4, 28, 28)), "b4": rng.normal(0, 0.1, 8),
    }
    constants = [numpy_helper.from_array(value.astype(np.float32), name) for name, value in values.items()]
    constants.append(numpy_helper.from_array(np.array([-1, 8]), "shape"))
    conv = lambda inputs, output, k, stride, pad, group=1: helper.make_node(  # noqa: E731
        "Conv", inputs, [output], kernel_shape=[k, k], strides=[stride] * 2, pads=[pad] * 4, dilations=[1, 1], group=group
    )
    nodes = [
        conv(["x", "w0", "b0"], "c0", 3, 4, 1),
        helper.make_node("PRelu", ["c0", "a1"], ["p1"]),
        conv(["p1", "w2", "b2"], "c2", 3, 1, 1, group=4),
        helper.make_node("Add", ["p1", "c2"], ["s3"]),
        conv(["s3", "w4", "b4"], "c4", 28, 1, 0),
        helper.make_node("Reshape", ["c4", "shape"], ["y"]),
    ]
    value = helper.make_tensor_value_info
    graph = helper.make_graph(nodes, "tiny", [value("x", 1, [1, 3, 112, 112])], [value("y", 1, [1, 8])], constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)


@pytest.fixture(scope="module")
def one_thread():
    """So small, the operations take longer with more; on a busy machine, far longer."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def recogniser() -> onnx.ModelProto:
    return tiny_recogniser()


@pytest.fixture
def tiny_student(monkeypatch):
    """Makes `create_student` build on the tiny recogniser, for the test's duration."""

    def create(seed: int = 1, architecture: str = "plumb-m") -> student.Student:
        graph.torch.manual_seed(seed)
        return student.Student(tiny_recogniser().graph, width=16)

    monkeypatch.setattr(run, "create_student", create)
    return create


@pytest.fixture
def faces_folder(tmp_path):
    """Six synthetic pictures with landmarks, of two persons; the last two are split val."""
    folder = tmp_path / "train" / "synthetic"
    (folder / "images").mkdir(parents=True)
    rows, people = [], ["file,identity,split"]
    for i in range(6):
        cv2.imwrite(str(folder / "images" / f"{i}.png"), synthetic(240, 260, seed=i))
        points = (FRONTAL + 3 * i).ravel()
        rows.append(f"{i}.png,0.9,60,80,120,140," + ",".join(f"{v:.2f}" for v in points))
        people.append(f"{i}.png,{i % 2},{'train' if i < 4 else 'val'}")
    names = [f"{p}_{axis}" for p in ("right_eye", "left_eye", "nose", "mouth_right", "mouth_left") for axis in "xy"]
    header = "file,score,box_x,box_y,box_w,box_h," + ",".join(names)
    (folder / "landmarks.csv").write_text("\n".join([header, *rows]) + "\n")
    (folder / "identities.csv").write_text("\n".join(people) + "\n")
    return folder
