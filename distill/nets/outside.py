"""Models that others made: recognisers and quality models that say something for the labels, and the judge.

All take properly aligned crops, RGB uint8 [n, 112, 112, 3], and give float32 [n, d], whatever their file wants.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
import onnxruntime

from ..paths import MODELS
from .student import MissingModelError, teacher_file
from .training_free import GradientMagnitude, Pruned, StochasticEmbedding


class Net(Protocol):
    """Whatever says something about crops."""

    def stamp(self) -> bytes:
        """Changes with all that decides what it says."""

    def __call__(self, crops: np.ndarray) -> np.ndarray:
        """RGB uint8 [n, 112, 112, 3] -> float32 [n, d]."""


def stamp_of(nets: dict[str, Net]) -> str:
    """Changes with all that decides what they say."""
    return hashlib.sha256(b"".join(net.stamp() for net in nets.values())).hexdigest()


HOME = "https://github.com/"
SOURCES = {                                             # where the files come from whose makers are known
    "lightqnet-dm100.onnx": f"{HOME}KaenChan/lightqnet",
    "deepcam-fqa.onnx": f"{HOME}deepcam-cn/FaceQuality",
    "edgeface-xs.onnx": f"{HOME}otroshi/edgeface",
    "yunet_n_640_640.onnx": f"{HOME}opencv/opencv_zoo",
}


def missing(file: Path) -> MissingModelError:
    """What to say of a file of others' that is not there."""
    source = f"Export it from {SOURCES[file.name]}" if file.name in SOURCES else "Put it there"
    return MissingModelError(file, (
        f"{source}, or name with --data the folder that has it in models/. The bases npm-length and csv:FILE need no such file: "
        "the one's recogniser comes from the npm registry, the other is scores of your own."
    ))


def session(model: Path | bytes, threads: int = 1) -> onnxruntime.InferenceSession:
    """An ONNX model, opened. All models are opened here: the first session of a process decides for torch, too, whether numbers too
    small for float32's full precision count as 0, as the npm recogniser's weights must to take a seventh of the time."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.set_denormal_as_zero", "1")
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")      # spinning starves a busy machine
    return onnxruntime.InferenceSession(model if isinstance(model, bytes) else str(model), options, providers=["CPUExecutionProvider"])


class OnnxNet:
    """An ONNX file, and how it wants its pixels."""

    def __init__(self, file: Path, order: str, mean: float, std: float, size: int = 112):
        self.file, self.order, self.mean, self.std, self.size = file, order, mean, std, size

    @cached_property
    def session(self) -> onnxruntime.InferenceSession:
        return session(self.file)

    def stamp(self) -> bytes:
        return hashlib.sha256(self.file.read_bytes()).digest() + repr((self.order, self.mean, self.std, self.size)).encode()

    def __call__(self, crops: np.ndarray) -> np.ndarray:
        # One at a time: some files take no more, and on a CPU more are no faster.
        name = self.session.get_inputs()[0].name
        return np.stack([self.session.run(None, {name: self.tensor(crop)})[0].ravel() for crop in crops])

    def tensor(self, crop: np.ndarray) -> np.ndarray:
        """RGB uint8 [112, 112, 3] -> float32 [1, 3, size, size], as the file wants it."""
        if self.size != crop.shape[0]:
            crop = cv2.resize(crop, (self.size, self.size), interpolation=cv2.INTER_LINEAR)
        if self.order == "bgr":
            crop = crop[..., ::-1]
        return np.ascontiguousarray(((crop.astype(np.float32) - self.mean) / self.std).transpose(2, 0, 1)[None])


def released(name: str) -> Net:
    """A model of ours as it is released: its quality alone."""
    return OnnxNet(MODELS / f"{name}.onnx", "rgb", 0, 1)


# Of each net its file in models/, and how it is opened; those without a file come from npm, or are our own.
NETS: dict[str, tuple[str | None, Callable[[Path], Net]]] = {
    "npm": (None, lambda _: OnnxNet(teacher_file(), "bgr", 127, 128)),
    "y1": ("mobilefacenet-y1.onnx", lambda file: OnnxNet(file, "rgb", 127.5, 128)),
    "paddle": ("mobilefacenet-paddle.onnx", lambda file: OnnxNet(file, "bgr", 127.5, 127.5)),
    "lightqnet": ("lightqnet-dm100.onnx", lambda file: OnnxNet(file, "bgr", 128, 128, size=96)),
    "deepcam": ("deepcam-fqa.onnx", lambda file: OnnxNet(file, "rgb", 127.5, 127.5)),
    "edgeface": ("edgeface-xs.onnx", lambda file: OnnxNet(file, "rgb", 127.5, 127.5)),
    "y1-stochastic": ("mobilefacenet-y1.pt", StochasticEmbedding),
    "y1-gradient": ("mobilefacenet-y1.pt", GradientMagnitude),
    "y1-pruned": ("mobilefacenet-y1.pt", Pruned),
    "plumb-m-baseline": (None, lambda _: released("plumb-m-baseline")),
    "plumb-s-baseline": (None, lambda _: released("plumb-s-baseline")),
}


def outside(name: str, data: Path) -> Net:
    """The net of that name; ValueError where there is none, MissingModelError where its file is not there."""
    if name not in NETS:
        raise ValueError(name)
    file_name, opened = NETS[name]
    file = data.parent / "models" / (file_name or "")
    if file_name and not file.is_file():
        raise missing(file)
    return opened(file)
