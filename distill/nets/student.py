"""The students: a MobileFaceNet read from an ONNX file, whole (plumb-m) or slimmed (plumb-s), and a quality head on its embedding.

The recogniser comes from the npm package named below (MIT). It is read node by node, so what trains is that net and no
look-alike; a test holds its output to onnxruntime's.

    python -m distill.nets.student               fetches the one and slims the other, a minute and a half of one core, if they are missing
"""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

from ..data.crops import calibration_crops
from ..paths import CACHE, data_dir, whole
from . import slim
from .graph import Recogniser

PACKAGE = "faceplugin-face-recognition-js@0.0.1"
TEACHER = CACHE / "package/model/fr_feature.onnx"
TEACHER_SHA256 = "87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581"

BUDGETS = {"plumb-m": None, "plumb-s": 59_400_000}      # multiply-accumulates of the recogniser; the head takes half a million more


def teacher_file() -> Path:
    """The npm package's recogniser, fetched by `npm pack` where missing, and checked."""
    if not TEACHER.exists():
        CACHE.mkdir(exist_ok=True)
        packed = subprocess.run(
            ["npm", "pack", "--silent", PACKAGE], cwd=CACHE, check=True, capture_output=True, text=True, timeout=300
        ).stdout.split()[-1]
        with tarfile.open(CACHE / packed) as archive:
            archive.extract("package/model/fr_feature.onnx", CACHE, filter="data")
        (CACHE / packed).unlink()
    found = hashlib.sha256(TEACHER.read_bytes()).hexdigest()
    if found != TEACHER_SHA256:
        raise ValueError(f"{TEACHER} has sha256 {found}, not {TEACHER_SHA256}: delete it and run again.")
    return TEACHER


class Student(nn.Module):
    """RGB 0-255 [b, 3, 112, 112] -> embedding [b, 512] and quality [b]."""

    def __init__(self, graph: onnx.GraphProto, width: int = 1024):
        super().__init__()
        self.recogniser = Recogniser(graph)
        first = self.recogniser.layers["00"]
        # The recogniser wants BGR; ours is RGB. The rest, (x - 127) / 128, cannot hide in the weights: the first
        # convolution pads with zeros, and those stand for 127.
        first.weight.data = first.weight.data.flip(1).contiguous()
        dimension = self.recogniser.layers[[layer for _, layer, _, _ in self.recogniser.plan if layer][-1]].out_channels
        self.head = nn.Sequential(nn.Linear(dimension, width), nn.GELU(), nn.Linear(width, 1))
        self.head[0].weight.data *= 8                   # the embedding's entries are about 1/8, not 1
        self.head[2].bias.data.fill_(0.5)               # labels are ranks, 0-1

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        embedding = self.recogniser((image - 127) / 128)                          # [b, d]
        quality = self.head(embedding)
        return embedding, quality[:, 0]


def recogniser_file(architecture: str) -> Path:
    """The recogniser that a student starts as: the teacher, or what the budget leaves of it, slimmed where missing."""
    budget = BUDGETS[architecture]
    if budget is None:
        return teacher_file()
    made_of = repr((TEACHER_SHA256, budget, slim.STEP, slim.DAMPING, slim.RIDGE))
    file = CACHE / "slim" / f"{architecture}-{hashlib.sha256(made_of.encode()).hexdigest()[:12]}.onnx"
    if not file.exists():
        model = onnx.load(teacher_file())
        model.graph.CopyFrom(slim.slimmed(model.graph, calibration_crops(data_dir()), budget))
        with whole(file) as f:
            f.write(model.SerializeToString())
    return file


def create_student(seed: int = 1, architecture: str = "plumb-m") -> Student:
    """A recogniser as it starts with a new head; the head is a function of the seed."""
    graph = onnx.load(recogniser_file(architecture)).graph
    torch.manual_seed(seed)                             # only now: slimming draws numbers, too
    return Student(graph)


if __name__ == "__main__":
    torch.set_num_threads(1)                            # two threads starve on a busy machine
    for name in BUDGETS:
        print(recogniser_file(name))
