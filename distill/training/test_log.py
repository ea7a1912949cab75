import csv
import sys
import types
import xml.etree.ElementTree as ElementTree

import pytest

from .log import Log


def row(step: int) -> dict[str, float]:
    return {"step": step, "loss": 1 / step, "cosine": 0.5, "quality": 0.25, "rate": 1.0}


def table(path) -> list[dict]:
    with open(path, newline="") as f:
        return list(csv.DictReader(f))


@pytest.fixture
def no_board(monkeypatch):
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)             # as where it is not installed


@pytest.fixture
def board(monkeypatch):
    """Stands in for TensorBoard; holds what was written."""

    class Writer:
        scalars: list[tuple] = []

        def __init__(self, folder: str, purge_step: int):
            self.scalars.append((folder, purge_step))

        def add_scalar(self, *said) -> None:
            self.scalars.append(said)

        def flush(self) -> None:
            self.scalars.append("flushed")

    module = types.ModuleType("torch.utils.tensorboard")
    module.SummaryWriter = Writer
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", module)
    return Writer.scalars


def test_a_log_goes_on_after_the_step_that_was_saved_and_its_seconds_add_up(tmp_path, no_board):
    first = Log(tmp_path / "run.pt", 0)
    for step in (1, 2, 3):
        first.add(row(step), 10.0 * step)
    first.save()
    second = Log(tmp_path / "run.pt", 2)                # the checkpoint is older than the log
    second.add(row(3), 5.0)
    second.save()
    assert [(line["step"], line["seconds"]) for line in table(tmp_path / "run.csv")] == [("1", "10.0"), ("2", "20.0"), ("3", "25.0")]


def test_the_losses_are_drawn(tmp_path, no_board):
    log = Log(tmp_path / "run.pt", 0)
    for step in range(1, 1001):
        log.add(row(step), 1.0)
    log.save()
    lines = [part for part in ElementTree.parse(tmp_path / "run.svg").getroot() if part.tag.endswith("polyline")]
    heights = [[float(point.split(",")[1]) for point in line.get("points").split()] for line in lines]
    assert [len(line) for line in heights] == [300, 300, 300]                     # loss, cosine, quality
    assert heights[0] == sorted(heights[0]) and len(set(heights[1])) == 1         # the loss falls: down is a larger y
    assert heights[1][0] < heights[2][0]                # 0.5 lies above 0.25


def test_where_nothing_was_learnt_nothing_is_written(tmp_path, no_board):
    Log(tmp_path / "run.pt", 0).save()
    assert list(tmp_path.iterdir()) == []


def test_tensorboard_gets_the_scalars_where_it_is_installed(tmp_path, board):
    log = Log(tmp_path / "run.pt", 6)
    log.add(row(7), 1.0)
    log.save()
    assert board == [(str(tmp_path / "run"), 7), ("loss", 1 / 7, 7), ("cosine", 0.5, 7), ("quality", 0.25, 7), ("rate", 1.0, 7), "flushed"]
