"""The README's Python example, run as a person runs it."""
import json
import re
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import onnxruntime

ROOT = Path(__file__).resolve().parents[1]


def test_it_scores_a_crop_as_the_manifest_says(tmp_path):
    photo = cv2.imread(str(ROOT / "e2e/photos/astronaut.jpg"))
    crop = cv2.warpAffine(photo, np.float64([[0.82, 0, -128], [0, 0.82, -32]]), (112, 112))
    cv2.imwrite(str(tmp_path / "crop.png"), crop)

    said = subprocess.run(
        [sys.executable, "examples/score_crop.py", str(tmp_path / "crop.png")],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout
    raw, score = map(float, re.search(r"raw (\S+) score (\S+)", said).groups())

    models = json.loads((ROOT / "public/models/manifest.json").read_text())["models"]
    student = next(model for model in models if model["role"] == "student")
    session = onnxruntime.InferenceSession(str(ROOT / "public/models" / student["file"]))
    pixels = np.moveaxis(crop[..., ::-1], 2, 0)[None].astype(np.float32)
    expected = session.run(["quality"], {"image": pixels})[0].item()
    assert abs(raw - expected) < 1e-3
    percentiles = np.interp(expected, student["scale"]["quantiles"], np.linspace(0, 100, 1001))
    assert abs(score - percentiles) < 0.2
