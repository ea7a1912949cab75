"""How far a run is, in one line on stderr: renewed in a terminal, every so often elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

WIDTH = 24                                              # of the bar, characters


class Progress:
    """name, step of steps, share, images a second and time left. `clock` gives seconds."""

    def __init__(self, name: str, done: int, steps: int, batch: int, out: TextIO | None = None, clock: Callable[[], float] = time.monotonic):
        self.name, self.first, self.steps, self.batch = name, done, steps, batch
        self.out, self.clock = out or sys.stderr, clock
        self.terminal = self.out.isatty()
        self.every = 0.2 if self.terminal else 30.0     # seconds
        self.start = self.shown = clock()

    def show(self, done: int, loss: float) -> None:
        now = self.clock()
        if done < self.steps and now - self.shown < self.every:
            return
        self.shown = now
        line = self.line(done, loss, now - self.start)
        if self.terminal:
            self.out.write(f"\r{line}\x1b[K" + ("\n" if done == self.steps else ""))
        else:
            self.out.write(f"{line}\n")
        self.out.flush()

    def line(self, done: int, loss: float, seconds: float) -> str:
        speed = (done - self.first) / seconds if seconds else 0.0                 # steps a second, of this sitting alone
        left = length(round((self.steps - done) / speed)) if speed else "?"
        filled = WIDTH * done // self.steps
        bar = f" [{'#' * filled}{'.' * (WIDTH - filled)}]" if self.terminal else ":"
        return f"{self.name}{bar} step {done} of {self.steps}, {done / self.steps:.0%}, loss {loss:.4f}, {speed * self.batch:.0f} images/s, {left} left"


def length(seconds: int) -> str:
    """"3:07", or with hours "2:03:07"."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
