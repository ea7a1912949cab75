"""Mends a folder of badly cut face crops, 112 x 112: python examples/mend_crops.py FROM TO (numpy, onnxruntime, opencv)"""
import json
import sys
from pathlib import Path

import cv2
import numpy as np
import onnxruntime as ort

source, target = map(Path, sys.argv[1:])
locator = json.load(open("public/models/manifest.json"))["locator"]
session = ort.InferenceSession("public/models/" + locator["file"])
target.mkdir(parents=True, exist_ok=True)

for path in sorted(source.iterdir()):
    crop = cv2.imread(str(path))
    rgb = crop[:, :, ::-1].transpose(2, 0, 1)[None].astype(np.float32)  # OpenCV reads BGR; [1, 3, 112, 112], 0-255
    alignment = session.run([locator["output"]["alignment"]], {locator["input"]["name"]: rgb})[0][0]
    # From a point of the proper crop to its place in this one.
    mended = cv2.warpAffine(crop, alignment, (112, 112), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    cv2.imwrite(str(target / f"{path.stem}.png"), mended)
