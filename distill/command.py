"""What the commands have in common."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps

Main = Callable[..., int]                               # of a command: its arguments -> exit status


def says_in_a_line(*errors: type[Exception]) -> Callable[[Main], Main]:
    """For a command's main: these errors, whose messages say what to do, end it with a line on stderr and exit status 1, not a traceback."""

    def told(main: Main) -> Main:
        @wraps(main)
        def command(arguments: list[str] | None = None) -> int:
            try:
                return main(arguments)
            except errors as error:
                print(error, file=sys.stderr)
                return 1

        return command

    return told
