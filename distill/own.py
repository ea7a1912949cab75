"""A student of a data set of one's own: its files, and what can be measured of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from .convert.student import to_onnx
from .data.faces import Face, half_degraded
from .evaluate_val import CONDITIONS, crops, errors, figures_of, pairs_of, rounded
from .export import contract, macs, run
from .labels.bases import BASES
from .labels.labels import Crops, label_of, labels, targets
from .labels.signals import JUDGE, faces_of
from .machine import CPUS
from .nets.outside import Net, outside
from .nets.student import MissingModelError, slimmed_on
from .paths import CACHE
from .training.config import Config
from .training.faces import TrainingFaces
from .training.run import Run

MOST = 2000                                             # validation faces: all of their pairs are compared
OWN_RECOGNISER = "npm"                                  # judges where the judge is missing; the students learn from it, so it flatters them


@dataclass(frozen=True)
class OwnSet:
    """A folder with landmarks.csv, and identities.csv where it has persons; `data` is where models/ lies beside."""

    folder: Path
    data: Path
    askers: int = CPUS                                  # threads that ask nets

    def crops(self, versions: tuple[int, ...]) -> Crops:
        """Split train, or all of it where the folder has no persons."""
        return Crops(f"train:{self.folder.resolve()}", self.data, versions, self.askers)

    def val_faces(self) -> list[Face]:
        """Split val; none where the folder has no persons."""
        if not (self.folder / "identities.csv").exists():
            return []
        return faces_of(f"val:{self.folder.resolve()}", self.data)


def training_faces(own: OwnSet, config: Config) -> TrainingFaces:
    """The folder's split train, or all of it, with the label; ValueError where it has no face."""
    found = own.crops(config.versions)
    if not found.faces:
        raise ValueError(f"{own.folder} has no face in split train.")
    return TrainingFaces(found.faces, labels(config.label, found), None if config.live_teacher else targets(found))


def checkpoint_of(config: Config, faces: TrainingFaces) -> Path:
    """Named by the faces and their labels too: another folder does not go on with this one's run."""
    digest = hashlib.sha256(repr([(face.key, face.points.tolist()) for face in faces.faces]).encode() + faces.labels.tobytes())
    return CACHE / "own" / f"{config.name}-{digest.hexdigest()[:12]}.pt"


def with_start(config: Config, faces: list[Face]) -> Config:
    """The configuration, its plumb-s slimmed on some of the faces that it will learn from; other students start as they always do."""
    return replace(config, architecture=slimmed_on(faces)) if config.architecture == "plumb-s" else config


def judge_of(data: Path) -> tuple[str, Net]:
    """The judge that no student learns from, where its file is there."""
    try:
        return JUDGE, outside(JUDGE, data)
    except MissingModelError:
        return OWN_RECOGNISER, outside(OWN_RECOGNISER, data)


def evidence(own: OwnSet, model: bytes, label: str) -> dict:
    """What the persons of split val say of the student, and of its base FIQA on the same crops: pAUC@0.3 at FMR 1e-3, by how the crops
    are aligned, half of the pictures degraded; and how far the scores move, in standard deviations of the properly aligned. Or why not."""
    faces = chosen(own.val_faces())
    if not faces:
        return {"why not": "The folder has no persons of split val (identities.csv: file, identity, split)."}
    pairs, genuine = pairs_of(faces, across_views=False)
    if not genuine.any() or genuine.all():
        return {"why not": "Split val needs at least two persons, and one with two photos."}
    versions = half_degraded(faces)
    boxed = all(face.box is not None for face in faces)
    seen = {condition: crops(faces, versions, condition) for condition in CONDITIONS if boxed or condition != "box"}
    judge, net = judge_of(own.data)
    wrong = errors(net(seen["proper"]), pairs, genuine)
    scores = {"student": partial(run, model)}
    if label in BASES:
        scores[label] = partial(BASES[label].ask, BASES[label].open(own.data))
    figures = {name: figures_of({condition: score(images) for condition, images in seen.items()}, pairs[genuine], wrong) for name, score in scores.items()}
    return {
        "judge": judge, "faces": len(faces), "persons": len({face.identity for face in faces}), "genuine pairs": int(genuine.sum()),
        "fnmr(0)": round(float(wrong.mean()), 4), "models": rounded(figures),
    }


def chosen(faces: list[Face]) -> list[Face]:
    """Of as many persons, in the set's order, as MOST faces hold; persons are kept whole."""
    theirs: dict[str | None, list[Face]] = {}
    for face in faces:
        theirs.setdefault(face.identity, []).append(face)
    out: list[Face] = []
    for photos in theirs.values():
        if out and len(out) + len(photos) > MOST:
            break
        out += photos
    return out


def write_model(own: OwnSet, run: Run, faces: TrainingFaces, out: Path, command: str) -> dict:
    """Writes NAME.onnx and its card NAME.json; returns the card."""
    config, student = run.config, run.finished()
    model = to_onnx(student).SerializeToString()
    persons = {face.identity for face in faces.faces} - {None}
    file = out / f"{config.name}.onnx"
    card = {
        "id": config.name,
        "file": file.name,
        "bytes": len(model),
        "sha256": hashlib.sha256(model).hexdigest(),
        "macs": macs(student),
        **contract(student),
        "method": "alignment-invariant knowledge distillation of a base FIQA (Babnik et al. 2024, arXiv 2404.09555)",
        "label": {"name": config.label, "what": label_of(config.label).describe, "range": "the crop's place among all training crops, 0-1"},
        "data": {"folder": own.folder.resolve().name, "faces": len(faces), "persons": len(persons) or None},
        "training": asdict(config) | {"steps": run.step},
        "val": evidence(own, model, config.label),
        "command": command,
        "evaluate": f"npm run evaluate -- --data {own.folder} --model {file}:none --out {out / f'{config.name}-figures.json'}",
    }
    out.mkdir(parents=True, exist_ok=True)
    file.write_bytes(model)
    file.with_suffix(".json").write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n")
    return card
