"""Ctrl+C between two steps."""

from __future__ import annotations

import signal


class Interruption:
    """Notes Ctrl+C instead of breaking off, so that a step is done whole or not at all; a second Ctrl+C breaks off."""

    asked = False

    def __enter__(self) -> Interruption:
        self.before = signal.signal(signal.SIGINT, self.note)
        return self

    def __exit__(self, *_) -> None:
        signal.signal(signal.SIGINT, self.before)

    def note(self, *_) -> None:
        self.asked = True
        signal.signal(signal.SIGINT, self.before)
