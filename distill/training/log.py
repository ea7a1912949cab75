"""What each step said: a CSV beside the checkpoint, a picture of its losses, and TensorBoard's scalars where that is installed."""

from __future__ import annotations

import csv
import os
from pathlib import Path

from .curves import curves


class Log:
    """The rows up to a step of a run that goes on, and those that come. `seconds` counts all sittings together."""

    def __init__(self, path: Path, step: int):
        self.table, self.picture, self.step = path.with_suffix(".csv"), path.with_suffix(".svg"), step
        self.rows: list[dict] = []
        if self.table.exists():
            with open(self.table, newline="") as f:
                self.rows = [row for row in csv.DictReader(f) if int(row["step"]) <= step]
        self.before = float(self.rows[-1]["seconds"]) if self.rows else 0.0
        self.board = tensorboard(path.with_suffix(""), step)

    def add(self, row: dict[str, float], seconds: float) -> None:
        """seconds: since this sitting began."""
        written = {key: f"{value:.5g}" if isinstance(value, float) else value for key, value in row.items()}
        self.rows.append(written | {"seconds": f"{self.before + seconds:.1f}"})
        if self.board:
            for key, value in row.items():
                if key != "step":
                    self.board.add_scalar(key, value, row["step"])

    def save(self) -> None:
        if not self.rows:
            return
        part = self.table.with_suffix(".csv.part")
        with open(part, "w", newline="") as f:
            writer = csv.DictWriter(f, list(self.rows[0]))
            writer.writeheader()
            writer.writerows(self.rows)
        os.replace(part, self.table)
        self.picture.write_text(curves({key: [float(row[key]) for row in self.rows] for key in ("loss", "cosine", "quality")}))
        if self.board:
            self.board.flush()


def tensorboard(folder: Path, step: int):
    """A writer of scalars, or None where TensorBoard is not installed: nothing here needs it."""
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError:
        return None
    return SummaryWriter(str(folder), purge_step=step + 1)
