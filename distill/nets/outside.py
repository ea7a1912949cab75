"""Models that others made: recognisers that say something for the label, quality models, and the judge."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import onnxruntime

from .student import teacher_file


def session(file: Path, threads: int = 1) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # The npm recogniser has weights too small for float32's full precision; as zeros they cost a seventh of the time.
    options.add_session_config_entry("session.set_denormal_as_zero", "1")
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


class Outside:
    """A model of others: its file, and how it wants its pixels."""

    def __init__(self, file: Path, order: str, mean: float, std: float, size: int = 112):
        self.file, self.order, self.mean, self.std, self.size = file, order, mean, std, size
        self.session = session(file)
        self.input = self.session.get_inputs()[0].name

    def __call__(self, crop: np.ndarray) -> np.ndarray:
        """RGB uint8 crop [112, 112, 3] -> float32 [d]."""
        if self.size != crop.shape[0]:
            crop = cv2.resize(crop, (self.size, self.size), interpolation=cv2.INTER_LINEAR)
        if self.order == "bgr":
            crop = crop[..., ::-1]
        tensor = ((crop.astype(np.float32) - self.mean) / self.std).transpose(2, 0, 1)[None]
        return self.session.run(None, {self.input: np.ascontiguousarray(tensor)})[0].ravel()


def outside(name: str, data: Path) -> Outside:
    models = data.parent / "models"
    match name:
        case "npm":
            return Outside(teacher_file(), "bgr", 127, 128)
        case "y1":
            return Outside(models / "mobilefacenet-y1.onnx", "rgb", 127.5, 128)
        case "paddle":
            return Outside(models / "mobilefacenet-paddle.onnx", "bgr", 127.5, 127.5)
        case "lightqnet":
            return Outside(models / "lightqnet-dm100.onnx", "bgr", 128, 128, size=96)
        case "edgeface":
            return Outside(models / "edgeface-xs.onnx", "rgb", 127.5, 127.5)
    raise ValueError(name)
