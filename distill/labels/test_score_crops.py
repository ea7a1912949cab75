import csv

import numpy as np
import pytest

from .bases import Base
from .score_crops import score_crops

BRIGHTNESS = Base("mean grey level", ("mean",), lambda said: said["mean"][:, 0])


class Mean:
    def __init__(self):
        self.seen = 0

    def __call__(self, crops):
        self.seen += len(crops)
        return crops.reshape(len(crops), -1).mean(1, dtype=np.float64)[:, None]


@pytest.fixture
def crops(tmp_path):
    """Two sets as the evaluation writes them, of which one is not whole."""
    rng = np.random.default_rng(0)
    for name in ("whole", "begun"):
        (tmp_path / name).mkdir()
        for condition in ("proper", "jitter-10"):
            np.save(tmp_path / name / f"{condition}.npy", rng.integers(0, 256, (3, 112, 112, 3), np.uint8))
    (tmp_path / "whole" / "files.txt").write_text("a.jpg\nb.jpg\nb.jpg#degraded\n")
    (tmp_path / "whole" / "jitter-10.missing.txt").write_text("b.jpg\n")
    return tmp_path


def rows(path):
    with open(path, newline="") as f:
        return list(csv.DictReader(f))


def test_every_crop_that_could_be_had_gets_its_score(crops, tmp_path):
    assert score_crops(crops, BRIGHTNESS, {"mean": Mean()}, tmp_path / "out.csv") == 5
    found = {(row["set"], row["condition"], row["file"]): float(row["score"]) for row in rows(tmp_path / "out.csv")}
    assert ("whole", "jitter-10", "b.jpg") not in found and len(found) == 5
    expected = np.load(crops / "whole" / "proper.npy")[2].mean()
    assert found["whole", "proper", "b.jpg#degraded"] == pytest.approx(expected, rel=1e-6)


def test_what_is_scored_is_not_scored_again(crops, tmp_path):
    net = Mean()
    score_crops(crops, BRIGHTNESS, {"mean": net}, tmp_path / "out.csv")
    before = (tmp_path / "out.csv").read_text()
    assert score_crops(crops, BRIGHTNESS, {"mean": net}, tmp_path / "out.csv") == 0
    assert net.seen == 6 and (tmp_path / "out.csv").read_text() == before
    (crops / "begun" / "files.txt").write_text("c.jpg\nd.jpg\ne.jpg\n")
    assert score_crops(crops, BRIGHTNESS, {"mean": net}, tmp_path / "out.csv") == 6


def test_a_folder_without_crops_says_how_to_write_them(tmp_path):
    with pytest.raises(FileNotFoundError, match="--crops"):
        score_crops(tmp_path, BRIGHTNESS, {"mean": Mean()}, tmp_path / "out.csv")
