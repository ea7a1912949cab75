import hashlib
import subprocess
import tarfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import onnx
import pytest
import torch
from onnx import helper

from ..data.faces import read_set
from . import slim, student
from .outside import MissingModelError
from .test_slim import crops, net


@pytest.fixture
def small_teacher(tmp_path, monkeypatch):
    """A small net in the teacher's place, of which plumb-s keeps about 0.7 of the operations."""
    data = helper.make_model(net(), opset_imports=[helper.make_opsetid("", 13)], ir_version=8).SerializeToString()
    (tmp_path / "teacher.onnx").write_bytes(data)
    monkeypatch.setattr(student, "CACHE", tmp_path)
    monkeypatch.setattr(student, "TEACHER", tmp_path / "teacher.onnx")
    monkeypatch.setattr(student, "TEACHER_SHA256", hashlib.sha256(data).hexdigest())
    monkeypatch.setattr(student, "WIDTHS", (24, 16, 16))
    return tmp_path


def parameters(net: torch.nn.Module) -> int:
    return sum(value.numel() for value in net.recogniser.state_dict().values())


def images() -> torch.Tensor:
    return torch.from_numpy(crops(8, seed=1)).permute(0, 3, 1, 2).float()


def test_the_slim_student_is_smaller_and_speaks_the_same_language(small_teacher):
    student.make_start("plumb-s", lambda: crops(40))
    large, small = student.create_student(), student.create_student(architecture="plumb-s")
    assert parameters(small) < parameters(large)
    with torch.no_grad():
        similarity = torch.nn.functional.cosine_similarity(small(images())[0], large(images())[0])
    assert similarity.mean() > 0.9


def test_slimming_is_done_once(small_teacher):
    first = student.make_start("plumb-s", lambda: crops(40))
    assert student.make_start("plumb-s", lambda: pytest.fail("It was slimmed again.")) == first
    assert student.start_file("plumb-m") == small_teacher / "teacher.onnx"


def test_each_set_of_photos_has_a_start_of_its_own_and_a_shape_in_common(small_teacher, faces_folder):
    faces = read_set(faces_folder)
    names = [student.slimmed_on(faces), student.slimmed_on(faces[:3]), student.slimmed_on(faces)]
    assert names[0] == names[2] != names[1] and all(name.startswith("plumb-s:") for name in names)
    ours, theirs = (student.create_student(architecture=name).recogniser.state_dict() for name in names[:2])
    assert {name: value.shape for name, value in ours.items()} == {name: value.shape for name, value in theirs.items()}
    assert not all(torch.equal(ours[name], theirs[name]) for name in ours)


@pytest.mark.parametrize("architecture", ["plumb-s", "plumb-s:0123456789ab"])
def test_a_checkpoint_of_plumb_s_is_read_without_the_photos_that_it_was_slimmed_on(small_teacher, architecture):
    student.make_start(architecture, lambda: crops(40))
    whole = student.create_student(1, architecture)
    student.start_file(architecture).unlink()
    found = student.create_student(2, architecture)
    with pytest.raises(MissingModelError, match="nets.student --faces FOLDER"):
        found(images())                                 # it has no weights worth asking
    found.load_state_dict(whole.state_dict())
    with torch.no_grad():
        assert torch.equal(found(images())[1], whole(images())[1])


def test_the_release_s_start_keeps_its_name():
    """Checkpoints name no file, so what lies in the cache has to be found again."""
    assert student.stamp_of() == "f783f8b1eaf6"


@pytest.mark.skipif(not (student.CACHE / "slim/plumb-s-f783f8b1eaf6.onnx").exists(), reason="`python -m distill.nets.student` makes it")
def test_the_release_s_start_has_the_widths_that_stand_here():
    graph = onnx.load(student.start_file("plumb-s")).graph
    assert tuple(len(slim.constant(graph, b.depthwise)) for b in slim.bottlenecks(graph)) == student.WIDTHS


def test_an_unknown_architecture_is_named():
    with pytest.raises(ValueError, match="no architecture plumb-x: it is plumb-m"):
        student.create_student(architecture="plumb-x")


@pytest.mark.parametrize("architecture", ["plumb-m", "plumb-s"])
def test_the_head_is_a_function_of_the_seed(small_teacher, architecture):
    student.make_start("plumb-s", lambda: crops(10))
    head = lambda seed: student.create_student(seed, architecture).head[0].weight  # noqa: E731
    assert torch.equal(head(1), head(1)) and not torch.equal(head(1), head(2))


def test_of_several_that_want_the_recogniser_one_fetches_it(small_teacher, monkeypatch):
    asked = []

    def pack(command, cwd, **_):
        asked.append(command)
        (Path(cwd) / "package/model").mkdir(parents=True)
        (Path(cwd) / "package/model/fr_feature.onnx").write_bytes(data)
        with tarfile.open(Path(cwd) / "packed.tgz", "w:gz") as archive:
            archive.add(Path(cwd) / "package", "package")
        return subprocess.CompletedProcess(command, 0, "packed.tgz\n")

    data = student.TEACHER.read_bytes()
    student.TEACHER.unlink()
    monkeypatch.setattr(student.subprocess, "run", pack)
    with ThreadPoolExecutor(3) as pool:
        assert {*pool.map(lambda _: student.teacher_file(), range(3))} == {student.TEACHER}
    assert len(asked) == 1 and student.TEACHER.read_bytes() == data


def test_without_npm_it_says_what_to_do(small_teacher, monkeypatch):
    def pack(command, **_):
        raise FileNotFoundError(2, "No such file or directory", "npm")

    student.TEACHER.unlink()
    monkeypatch.setattr(student.subprocess, "run", pack)
    with pytest.raises(MissingModelError, match="npm pack --silent faceplugin"):
        student.teacher_file()
