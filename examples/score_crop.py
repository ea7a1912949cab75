"""Scores aligned face crops, 112 x 112: python examples/score_crop.py CROP.png... (numpy, onnxruntime, opencv)"""
import json
import sys

import cv2
import numpy as np
import onnxruntime as ort

models = json.load(open("public/models/manifest.json"))["models"]
student = next(model for model in models if model["role"] == "student")
session = ort.InferenceSession("public/models/" + student["file"])

for path in sys.argv[1:]:
    rgb = cv2.imread(path)[:, :, ::-1]  # OpenCV reads BGR
    crop = rgb.transpose(2, 0, 1)[None].astype(np.float32)  # [1, 3, 112, 112], 0-255
    quality = session.run([student["output"]["quality"]], {student["input"]["name"]: crop})[0]
    raw = float(quality[0, 0])
    # Of the reference faces, quantile i of 1000 has i / 10 percent below it.
    score = max(0, np.searchsorted(student["scale"]["quantiles"], raw, side="right") - 1) / 10
    print(path, f"raw {raw:.4f}", f"score {score:.1f}")
