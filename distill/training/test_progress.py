import io

import pytest

from .progress import Progress, length


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """Seconds, as the test says."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_the_line_says_steps_share_speed_and_time_left(clock):
    progress = Progress("mine", 100, 300, 64, io.StringIO(), clock)
    clock.now = 40.0                                    # 100 steps more, of 64 images each
    progress.show(200, 0.5)
    assert progress.out.getvalue() == "mine: step 200 of 300, 67%, loss 0.5000, 160 images/s, 0:40 left\n"


def test_elsewhere_than_in_a_terminal_a_plain_line_comes_every_half_minute_and_at_the_end(clock):
    progress = Progress("mine", 0, 100, 64, io.StringIO(), clock)
    for step in range(1, 101):
        clock.now = float(step)
        progress.show(step, 0.5)
    steps = [line.split()[2] for line in progress.out.getvalue().splitlines()]
    assert steps == ["30", "60", "90", "100"]


def test_in_a_terminal_one_line_is_renewed(clock):
    progress = Progress("mine", 0, 4, 64, Terminal(), clock)
    for step in range(1, 5):
        clock.now = float(step)
        progress.show(step, 0.5)
    said = progress.out.getvalue()
    assert said.count("\r") == 4 and said.count("\n") == 1 and said.endswith("\n")
    assert "[######..................] step 1 of 4, 25%" in said and "[########################] step 4 of 4, 100%" in said


@pytest.mark.parametrize("seconds, written", [(0, "0:00"), (67, "1:07"), (7387, "2:03:07")])
def test_lengths_are_written_as_clocks_do(seconds, written):
    assert length(seconds) == written
