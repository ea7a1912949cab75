import multiprocessing
import os
from contextlib import closing
from functools import partial

import cv2
import numpy as np
import pytest
import torch

from .faces import read_set
from .geometry import align, warp
from .loader import batches


def numbers(step: int) -> tuple[np.ndarray, int]:
    return np.random.default_rng([7, step]).integers(0, 256, (3, 2), np.uint8), os.getpid()


def slow_first(step: int) -> int:
    """The first batch takes far longer than the others, so that they are ready before it."""
    for _ in range(200 if step == 0 else 0):
        np.sort(np.random.default_rng(0).random(20_000))
    return step


def crops(faces, step: int) -> np.ndarray:
    return warp(faces[step].load(), align(faces[step].points))


def threads(_step: int) -> tuple[int, int]:
    return cv2.getNumThreads(), torch.get_num_threads()


@pytest.mark.filterwarnings("ignore:This DataLoader will create 3")
@pytest.mark.parametrize("workers", [0, 1, 3])
def test_batches_are_those_of_map_with_any_number_of_workers(workers):
    found = list(batches(numbers, range(5, 16), workers))
    assert len(found) == 11
    assert all(np.array_equal(array, numbers(step)[0]) for (array, _), step in zip(found, range(5, 16)))
    makers = {pid for _, pid in found}
    assert makers == {os.getpid()} if workers == 0 else len(makers) == workers and os.getpid() not in makers


def test_a_batch_that_takes_long_is_waited_for():
    assert list(batches(slow_first, range(8), workers=2)) == list(range(8))


def test_no_worker_runs_further_ahead_than_allowed():
    begun, enough = multiprocessing.Value("i", 0), multiprocessing.Event()

    def batch(step: int) -> int:
        with begun.get_lock():
            begun.value += 1
            if begun.value == 5:
                enough.set()
        return step

    with closing(batches(batch, range(1000), workers=2, ahead=2)) as coming:
        assert next(coming) == 0
        assert enough.wait(60)                          # the one that was taken and the four that may wait
    assert begun.value == 5


@pytest.mark.parametrize("workers", [0, 2])
def test_an_unreadable_file_is_an_error_with_its_name_after_the_batches_before_it(faces_folder, workers):
    faces = read_set(faces_folder)
    (faces_folder / "images" / faces[3].file).unlink()
    coming = batches(partial(crops, faces), range(6), workers)
    assert [next(coming).shape for _ in range(3)] == [(112, 112, 3)] * 3
    with pytest.raises(FileNotFoundError, match=faces[3].file):
        next(coming)
    assert multiprocessing.active_children() == []


def test_closing_leaves_no_worker_behind():
    with closing(batches(numbers, range(1000), workers=2)) as coming:
        next(coming)
        assert len(multiprocessing.active_children()) == 2
    assert multiprocessing.active_children() == []


def test_a_runs_own_random_numbers_stay_untouched():
    torch.manual_seed(3)
    expected = torch.rand(2)
    torch.manual_seed(3)
    assert len(list(batches(numbers, range(3), workers=1))) == 3
    assert torch.equal(torch.rand(2), expected)


def test_a_worker_computes_on_one_core():
    before = cv2.getNumThreads()
    cv2.setNumThreads(4)
    try:
        assert list(batches(threads, range(2), workers=2)) == [(1, 1), (1, 1)]
    finally:
        cv2.setNumThreads(before)
