import ctypes

import pytest
import torch

from .machine import alone_with, get_ready


def test_a_c_library_without_mallopt_s_settings_is_no_reason_to_stop(monkeypatch):
    def missing(name: str):
        raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr(ctypes, "CDLL", missing)
    get_ready(torch.get_num_threads())


def test_whoever_fails_lets_go(tmp_path):
    with pytest.raises(ZeroDivisionError), alone_with(tmp_path / "new" / "file.npy"):
        1 / 0
    with alone_with(tmp_path / "new" / "file.npy"):     # else this would wait for ever
        assert not (tmp_path / "new" / "file.npy").exists()
