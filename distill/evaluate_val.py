"""How well a score predicts an unseen recogniser, and how little it moves with the alignment, while a student is being made.
What is released is reported by `npm run evaluate`, with degradations of its own draw. Results to stdout.

    python -m distill.evaluate_val plumb-m plumb-m-baseline --others         on the persons of split val: for choices
    python -m distill.evaluate_val plumb-m --others --enlarged 1.2           the same with milder degradations
    python -m distill.evaluate_val mine runs/theirs.pt theirs.onnx ser-fiq   any run by its name or its checkpoint's path; any ONNX of ours; any base FIQA
    python -m distill.evaluate_val locator+public/models/plumb-m-baseline.onnx          any of these on crops that the locator has mended first

Judge: EdgeFace-XS on the properly aligned crop; it is in no label. pAUC@0.3 at FMR 1e-3 for crops aligned properly, with
jitter 10% and 20% of the IED (one seeded draw a face), and by the face box. RMSE: how far the raw score of those three lies
from the properly aligned one, in standard deviations of the latter.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from .command import says_in_a_line
from .data.crops import calibration_crops
from .data.faces import Face, half_degraded, val_faces
from .data.geometry import Misalignment, align, align_box, warp
from .export import RELEASES, checkpoint_path, finished, onnx_of, run
from .export import rounded as as_released
from .labels.bases import BASES, unit
from .labels.labels import Crops
from .labels.ranks import spearman
from .labels.signals import JUDGE
from .labels.utility import utility
from .locator.ask import asked
from .locator.checkpoint import locator_file, read_locator
from .locator.misaligned_faces import calibration_misaligned
from .nets.outside import outside
from .paths import data_dir
from .reference.edc import pauc, threshold_at_fmr

CONDITIONS = ("proper", "jitter 10%", "jitter 20%", "box")
OTHERS = ("lightqnet", "y1-length")
Scorer = Callable[[np.ndarray], np.ndarray]             # uint8 crops [n, 112, 112, 3] -> raw scores [n]


def condition_transform(face: Face, condition: str) -> np.ndarray:
    """From the picture to the crop [2, 3], aligned as the condition says; the same for every model."""
    if condition == "proper":
        return align(face.points)
    if condition == "box":
        return align_box(face.box)
    jitter = {"jitter 10%": 0.10, "jitter 20%": 0.20}[condition]
    return align(face.points, Misalignment(jitter=jitter, seed=zlib.crc32(f"evaluate/{face.key}".encode())))


def crops(faces: list[Face], versions: np.ndarray, condition: str, enlarged: float = 1.0) -> np.ndarray:
    """RGB uint8 [n, 112, 112, 3], each face in its version, as the condition aligns it."""
    return np.stack([warp(f.load_version(v, enlarged), condition_transform(f, condition)) for f, v in zip(faces, versions)])


def scorer(name: str, data: Path) -> Scorer:
    """A base FIQA by its name; an ONNX of ours by its path; or the student of a checkpoint by its run's name or its path, rounded as it is
    released if it is. After "LOCATOR+" any of them, on crops that this locator has mended."""
    if "+" in name:
        locator, _, behind = name.partition("+")
        score, mend = scorer(behind, data), read_locator(locator)
        return lambda crops: score(asked(mend, crops)[1])
    if name in BASES:
        return partial(BASES[name].ask, BASES[name].open(data))
    if name.endswith(".onnx"):
        return partial(run, Path(name).read_bytes())
    student = finished(checkpoint_path(name))
    if name in RELEASES:
        model = as_released(student, RELEASES[name], calibration_crops(data), calibration_misaligned(data)).SerializeToString()
    else:
        model = onnx_of(student)
    return partial(run, model)


def pairs_of(faces: list[Face], across_views: bool) -> tuple[np.ndarray, np.ndarray]:
    """All pairs [p, 2] of faces (or frontal against profile only), and whether they are genuine [p]."""
    a, b = np.triu_indices(len(faces), 1)
    if across_views:
        profile = np.array([face.view == "profile" for face in faces])
        a, b = (side[profile[a] != profile[b]] for side in (a, b))
    people = np.array([face.identity for face in faces])
    return np.stack([a, b], axis=1), people[a] == people[b]


def similarities(embeddings: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """Cosine similarity of each pair [p]."""
    e = unit(embeddings)
    return np.concatenate([(e[part[:, 0]] * e[part[:, 1]]).sum(1) for part in np.array_split(pairs, 100)])


def errors(embeddings: np.ndarray, pairs: np.ndarray, genuine: np.ndarray) -> np.ndarray:
    """False non-matches bool of the genuine pairs at FMR 1e-3, set once on these pairs."""
    similarity = similarities(embeddings, pairs)
    return similarity[genuine] < threshold_at_fmr(similarity[~genuine])


@dataclass(frozen=True)
class ValSet:
    """A set of split val, its comparisons, and what the judge says of each face."""

    name: str
    faces: list[Face]
    part: slice                                         # of all validation faces, set after set
    pairs: np.ndarray                                   # [p, 2]
    genuine: np.ndarray                                 # bool [p]
    clean: np.ndarray                                   # the judge's embeddings [n, d] of the pictures as they are
    degraded: np.ndarray                                # and in their first degradation

    def judge(self, versions: np.ndarray) -> np.ndarray:
        """The judge's embeddings [n, d] of the faces in these versions, 0 or 1."""
        return np.where(versions[:, None] > 0, self.degraded, self.clean)


def val_sets(data: Path) -> list[ValSet]:
    """Of CFP frontal faces are compared with profiles alone."""
    clean, degraded = (said[JUDGE] for said in Crops("val", data, (0, 1)).said(JUDGE))
    out, start = [], 0
    for name, faces in val_faces(data).items():
        part = slice(start, start + len(faces))
        start += len(faces)
        out.append(ValSet(name, faces, part, *pairs_of(faces, across_views=name == "cfp"), clean[part], degraded[part]))
    return out


def rmse_in_sd(moved: np.ndarray, proper: np.ndarray) -> float:
    """How far raw scores [n] lie from the properly aligned ones [n], in standard deviations of these."""
    return float(np.sqrt(((moved - proper) ** 2).mean()) / proper.std())


def figures_of(raw: dict[str, np.ndarray], genuine: np.ndarray, wrong: np.ndarray) -> dict[str, dict[str, float | None]]:
    """pAUC@0.3 of each condition's raw scores [n], None where nothing is wrong, and how far they lie from the properly aligned ones.
    genuine [p, 2] and which of these pairs are wrong [p]."""
    return {
        "pauc@0.3": {condition: pauc(values[genuine].min(1), wrong) if wrong.any() else None for condition, values in raw.items()},
        "rmse in sd": {condition: rmse_in_sd(values, raw["proper"]) for condition, values in raw.items() if condition != "proper"},
    }


def table(title: str, rows: dict[str, list[str]], columns: list[str]) -> None:
    """Prints it as Markdown."""
    print(f"\n{title}\n\n| | {' | '.join(columns)} |\n|---|{'---|' * len(columns)}")
    for name, cells in rows.items():
        print(f"| {name} | {' | '.join(cells)} |")


def report(title: str, scorers: dict[str, Scorer], faces: list[Face], versions: np.ndarray, judge: np.ndarray, pairs, genuine, enlarged: float = 1.0) -> dict:
    """Prints one table; returns the figures with the raw scores of the properly aligned crops."""
    wrong = errors(judge, pairs, genuine)
    ours = pairs[genuine]
    images = {condition: crops(faces, versions, condition, enlarged) for condition in CONDITIONS}
    figures, rows, proper = {}, {}, {}
    for name, score in scorers.items():
        raw = {condition: score(images[condition]) for condition in CONDITIONS}
        figures[name] = figures_of(raw, ours, wrong)
        rows[name] = ["–" if value is None else f"{value:.3f}" for values in figures[name].values() for value in values.values()]
        proper[name] = raw["proper"]
        print(f"{title}: {name} done", file=sys.stderr)
    columns = [f"pAUC@0.3 {c}" for c in CONDITIONS] + [f"RMSE {c}" for c in CONDITIONS[1:]]
    table(f"{title}: {len(faces)} faces, {genuine.sum()} genuine pairs, FNMR(0) {wrong.mean():.3f}", rows, columns)
    return {"faces": len(faces), "genuine pairs": int(genuine.sum()), "fnmr(0)": float(wrong.mean()), "models": figures, "proper": proper}


def evaluate_val(scorers: dict[str, Scorer], data: Path) -> dict:
    """Prints and returns what the scores are worth on each set of split val, clean and half degraded; and how well they rank its crops by
    the judge's utility."""
    out = {}
    for val in val_sets(data):
        faces, set_name, half = val.faces, val.name, half_degraded(val.faces)
        truth = [utility(faces, [val.clean], [e]) for e in (val.clean, val.degraded)]
        raws = {}
        for condition, versions in (("clean", 0 * half), ("half degraded", half), ("degraded", 0 * half + 1)):
            if condition != "degraded":
                label = f"{set_name} val, {condition}" + (", frontal against profile" if set_name == "cfp" else "")
                out[label] = report(label, scorers, faces, versions, val.judge(versions), val.pairs, val.genuine)
                raws[condition] = out[label].pop("proper")
            else:
                images = crops(faces, versions, "proper")
                raws[condition] = {name: score(images) for name, score in scorers.items()}
        rho = {name: {c: spearman(raws[c][name], t) for c, t in zip(("clean", "degraded"), truth)} for name in scorers}
        table(f"{set_name} val: Spearman with the utility by the judge", {n: [f"{v:.3f}" for v in r.values()] for n, r in rho.items()}, ["clean", "degraded"])
        out[f"{set_name} val, spearman"] = rho
    return out


def evaluate_milder(scorers: dict[str, Scorer], data: Path, enlarged: float) -> dict:
    """The half degraded sets alone, with pictures degraded `enlarged` times as large: how far the figures hang on severity."""
    out, net = {}, outside(JUDGE, data)
    for set_name, faces in val_faces(data).items():
        versions = half_degraded(faces)
        judge = net(crops(faces, versions, "proper", enlarged))
        label = f"{set_name} val, half degraded, enlarged {enlarged:g}"
        out[label] = report(label, scorers, faces, versions, judge, *pairs_of(faces, set_name == "cfp"), enlarged)
        out[label].pop("proper")
    return out


def rounded(value):
    """A tree of figures, to four digits."""
    if isinstance(value, dict):
        return {key: rounded(v) for key, v in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def known(name: str) -> str:
    """The name of a base FIQA, of an ONNX file or of a checkpoint as it is; one of none is a wrong usage. A locator's may stand before it."""
    locator, plus, behind = name.rpartition("+")
    if plus and not locator_file(locator).exists():
        raise argparse.ArgumentTypeError(f"There is no locator {locator}: python -m distill.train_locator makes one.")
    if behind not in BASES and not (behind.endswith(".onnx") and Path(behind).is_file()):
        try:
            checkpoint_path(behind)
        except FileNotFoundError as error:
            raise argparse.ArgumentTypeError(f"{error} Nor is it one of {', '.join(BASES)}.") from None
    return name


@says_in_a_line(ValueError, FileNotFoundError)
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", type=known, help="runs by name, checkpoints by path, base FIQAs")
    parser.add_argument("--data")
    parser.add_argument("--enlarged", type=float, help="degrade the pictures this many times as large: milder")
    parser.add_argument("--others", action="store_true", help="LightQNet and y1's embedding length beside ours")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args(arguments)
    data = data_dir(options.data)
    scorers = {name: scorer(name, data) for name in (*options.models, *(OTHERS if options.others else ()))}
    figures = evaluate_milder(scorers, data, options.enlarged) if options.enlarged else evaluate_val(scorers, data)
    if options.json:
        command = " ".join(["python -m distill.evaluate_val", *options.models])
        options.json.write_text(json.dumps({"command": command, "judge": "EdgeFace-XS", **rounded(figures)}, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
