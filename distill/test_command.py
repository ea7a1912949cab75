import pytest

from .command import says_in_a_line


def test_what_a_command_says_of_an_error_is_a_line(capsys):
    @says_in_a_line(FileNotFoundError)
    def main(arguments: list[str] | None = None) -> int:
        if arguments:
            raise FileNotFoundError(f"{arguments[0]} is missing. Put it there.")
        return 0

    assert main() == 0
    assert main(["a.onnx"]) == 1
    assert capsys.readouterr().err == "a.onnx is missing. Put it there.\n"


def test_other_errors_stay_what_they_are():
    @says_in_a_line(FileNotFoundError)
    def main(arguments: list[str] | None = None) -> int:
        raise ValueError("a slip in the code")

    with pytest.raises(ValueError, match="slip"):
        main()
