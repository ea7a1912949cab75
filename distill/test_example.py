"""The README's Python examples, run as a person runs them."""
import json
import re
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import pytest

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


LOCATOR = json.loads((ROOT / "public/models/manifest.json").read_text()).get("locator")


@pytest.mark.skipif(LOCATOR is None, reason="no locator is released")
def test_it_mends_crops_so_that_a_face_looks_the_same_however_it_was_cut(tmp_path):
    photo = cv2.imread(str(ROOT / "e2e/photos/astronaut.jpg"))
    proper = np.float64([[0.82, 0, -128], [0, 0.82, -32]])
    turn = np.vstack([cv2.getRotationMatrix2D((56, 72), -14, 1.2), [0, 0, 1]])
    crops = {"proper": proper, "turned": turn[:2] @ np.vstack([proper, [0, 0, 1]])}
    crops = {name: cv2.warpAffine(photo, matrix, (112, 112)) for name, matrix in crops.items()}
    (tmp_path / "crops").mkdir()
    for name, crop in crops.items():
        cv2.imwrite(str(tmp_path / f"crops/{name}.png"), crop)

    subprocess.run([sys.executable, "examples/mend_crops.py", str(tmp_path / "crops"), str(tmp_path / "mended")], cwd=ROOT, check=True)

    mended = {path.stem: cv2.imread(str(path)) for path in (tmp_path / "mended").iterdir()}
    assert sorted(mended) == ["proper", "turned"]

    def apart(two):
        return np.abs(two["proper"].astype(float) - two["turned"])[28:84, 28:84].mean()

    assert apart(mended) < apart(crops) / 2
