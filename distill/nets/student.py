"""The students: a MobileFaceNet read from an ONNX file, whole (plumb-m) or slimmed (plumb-s), and a quality head on its embedding.

The recogniser comes from the npm package named below (MIT). It is read node by node, so what trains is that net and no
look-alike; a test holds its output to onnxruntime's.

    python -m distill.nets.student                     fetches the one and slims the other, a minute and a half of one core, if they are missing
    python -m distill.nets.student --faces ~/photos    slims it on other photos, which have landmarks.csv; says what to name as --architecture

plumb-s has the same shape whatever it was slimmed on. So a checkpoint, which has all the weights, is read without any photo.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import torch
from torch import Tensor, nn

from ..command import says_in_a_line
from ..data.crops import calibration_crops, crops_of
from ..data.faces import Face, half_degraded, read_set, readable
from ..machine import alone_with
from ..paths import CACHE, data_dir, whole
from . import slim
from .graph import Recogniser

PACKAGE = "faceplugin-face-recognition-js@0.0.1"
TEACHER = CACHE / "package/model/fr_feature.onnx"
TEACHER_SHA256 = "87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581"

BUDGET = 59_400_000                                     # multiply-accumulates of plumb-s's recogniser; the head takes half a million more
# Channels in each of its bottlenecks: what slim.affordable gives for this budget on the crops that the released models are made of.
WIDTHS = (24, 48, 40, 40, 24, 32, 104, 56, 40, 40, 40, 48, 48, 248, 128, 104, 376)
SAMPLE = 600                                            # faces that it is slimmed on, about


class MissingModelError(FileNotFoundError):
    """A model that is not there, and how to come by it."""

    code = "missing-model"

    def __init__(self, file: Path, remedy: str):
        super().__init__(f"{file} is missing. {remedy}")
        self.file, self.remedy = file, remedy


def teacher_file() -> Path:
    """The npm package's recogniser, fetched where missing, and checked. MissingModelError where it cannot be had."""
    if not TEACHER.exists():
        with alone_with(TEACHER):
            if not TEACHER.exists():
                fetch_teacher()
    found = hashlib.sha256(TEACHER.read_bytes()).hexdigest()
    if found != TEACHER_SHA256:
        raise ValueError(f"{TEACHER} has sha256 {found}, not {TEACHER_SHA256}: delete it and run again.")
    return TEACHER


def fetch_teacher() -> None:
    """Has npm pack the package, and keeps the one file; MissingModelError where npm cannot."""
    with TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", PACKAGE]
        try:
            packed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=300).stdout.split()[-1]
        except (OSError, subprocess.SubprocessError) as error:
            remedy = f"It comes from the npm registry, and `{' '.join(command)}` failed ({error}): run it where it works and unpack it there."
            raise MissingModelError(TEACHER, remedy) from None
        with tarfile.open(Path(folder) / packed) as archive, whole(TEACHER) as f:
            shutil.copyfileobj(archive.extractfile("package/model/fr_feature.onnx"), f)


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


def start_file(architecture: str) -> Path:
    """Where the recogniser lies that a student starts as: the teacher for "plumb-m"; what is left of it for "plumb-s", slimmed on the crops
    that the released models are made of, and for "plumb-s:STAMP", on others. ValueError where there is no such architecture."""
    name, _, stamp = architecture.partition(":")
    if architecture == "plumb-m":
        return teacher_file()
    if name == "plumb-s":
        return CACHE / "slim" / f"plumb-s-{stamp or stamp_of()}.onnx"
    raise ValueError(f"There is no architecture {architecture}: it is plumb-m, plumb-s, plumb-s:STAMP or iresnet100:FILE.")


def stamp_of(crops: np.ndarray | None = None) -> str:
    """Changes with all that decides how plumb-s starts; the released models' crops are not looked at."""
    made_of = repr((TEACHER_SHA256, BUDGET, slim.STEP, slim.DAMPING, slim.RIDGE)).encode()
    return hashlib.sha256(made_of + (b"" if crops is None else crops.tobytes())).hexdigest()[:12]


def make_start(architecture: str, crops: Callable[[], np.ndarray]) -> Path:
    """Slims the teacher on these crops, uint8 RGB [n, 112, 112, 3], into the architecture's file, where that is missing."""
    file = start_file(architecture)
    with alone_with(file):
        if not file.exists():
            model = onnx.load(teacher_file())
            model.graph.CopyFrom(slim.slimmed(model.graph, crops(), WIDTHS))
            with whole(file) as f:
                f.write(model.SerializeToString())
    return file


def slimmed_on(faces: list[Face]) -> str:
    """The architecture "plumb-s:STAMP", its start slimmed on some of these faces, half of them degraded."""
    if not faces:
        raise ValueError("There is no face to slim plumb-s on.")
    some = faces[:: max(1, len(faces) // SAMPLE)]
    crops = crops_of(some, half_degraded(some))
    architecture = f"plumb-s:{stamp_of(crops)}"
    make_start(architecture, lambda: crops)
    return architecture


def create_student(seed: int = 1, architecture: str = "plumb-m") -> Student:
    """A recogniser as it starts with a new head; the head is a function of the seed.

    Where plumb-s's start is missing the student has its shape alone: it takes a checkpoint's weights, and without them raises
    MissingModelError when it is asked.
    """
    file = start_file(architecture)
    graph = onnx.load(file).graph if file.exists() else slim.shape_of(onnx.load(teacher_file()).graph, WIDTHS)
    torch.manual_seed(seed)
    student = Student(graph)
    if not file.exists():
        await_weights(student, file)
    return student


def await_weights(student: Student, file: Path) -> None:
    """Lets the student say nothing before weights are put into it: its own are no start."""

    def refuse(*_) -> None:
        raise MissingModelError(file, (
            "plumb-s starts as the recogniser slimmed on photos. For the released models: python -m distill.nets.student --data DIR. For your own, which "
            "have landmarks.csv: python -m distill.nets.student --faces FOLDER, and name what it says as --architecture."
        ))

    hook = student.register_forward_pre_hook(refuse)
    student.register_load_state_dict_post_hook(lambda *_: hook.remove())


@says_in_a_line(ValueError, FileNotFoundError)
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help="the folder with data/, as everywhere")
    parser.add_argument("--faces", type=Path, help="a folder of photos to slim it on, in place of the data sets")
    parser.add_argument("--budget", type=float, help="say how many channels each bottleneck may keep for so many multiply-accumulates, and make nothing")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)                            # two threads starve on a busy machine
    calibration = lambda: calibration_crops(data_dir(options.data))  # noqa: E731
    print(teacher_file())
    if options.budget:
        print(slim.affordable(onnx.load(teacher_file()).graph, calibration(), options.budget))
    elif options.faces:
        print(slimmed_on(readable(read_set(options.faces, "train"))))
    else:
        print(make_start("plumb-s", calibration))
    return 0


if __name__ == "__main__":
    sys.exit(main())
