from pathlib import Path

from .faces import LANDMARKS, read_set


def write_set(folder: Path, identities: str | None = None) -> Path:
    header = ",".join(["file", *(f"{name}_{axis}" for name in LANDMARKS for axis in "xy")])
    points = ",".join(str(i) for i in range(10))
    (folder / "landmarks.csv").write_text("\n".join([header, *(f"{file},{points}" for file in ("b.jpg", "a.jpg", "c.jpg"))]) + "\n")
    if identities:
        (folder / "identities.csv").write_text(identities)
    return folder


def test_faces_stand_in_the_order_of_their_table(tmp_path):
    faces = read_set(write_set(tmp_path), "train")
    assert [face.file for face in faces] == ["b.jpg", "a.jpg", "c.jpg"]
    assert faces[0].points.tolist() == [[0, 1], [2, 3], [4, 5], [6, 7], [8, 9]]
    assert faces[0].box is None and faces[0].identity is None


def test_of_a_split_are_those_whom_the_table_puts_there(tmp_path):
    faces = write_set(tmp_path, "file,identity,split\na.jpg,7,train\nb.jpg,8,val\n")          # it does not know c.jpg
    assert [(face.file, face.identity) for face in read_set(faces, "train")] == [("a.jpg", f"{tmp_path.name}/7")]
    assert [face.file for face in read_set(faces, "val")] == ["b.jpg"]
    assert [face.identity for face in read_set(faces)][2] is None
