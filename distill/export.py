"""Students and baselines as the ONNX files that the browser loads, and their entries in the manifest.

    python -m distill.export                     every pair that has its checkpoints, with a provisional LFW-D scale
    python -m distill.export --interim           from the npm weights with an unfitted head, for whoever builds on the format
    python -m distill.export --checkpoint mine --out mine.onnx               any run of ours, by its name or its checkpoint's path
    python -m distill.export --checkpoint aikd-best.pth --out ai-kd.onnx     the AI-KD paper's own weights, for the page's own models

The scale is provisional: `npm run evaluate -- --data .../lfw --manifest public/models/manifest.json` makes it anew with the
app's own pictures and crops, and adds what each threshold does. A new model has no such thresholds until then.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from pickle import UnpicklingError

import numpy as np
import onnx
import torch
from torch import nn

from . import cards
from .command import says_in_a_line
from .convert import paper
from .convert.locator import locator_gram
from .convert.locator import to_onnx as locator_to_onnx
from .convert.student import input_grams, to_onnx
from .data.crops import calibration_crops, crops_of
from .data.faces import half_degraded, lfw_faces, val_faces
from .data.geometry import SIZE
from .locator.misaligned_faces import calibration_misaligned
from .locator.net import Locator
from .locator.self_aligning import SelfAligning
from .nets.iresnet import PaperModel, load_checkpoint
from .nets.outside import session
from .nets.student import Student, create_student
from .paths import MODELS, RUNS, data_dir
from .train import checkpoint_file
from .training.run import PAPERS, Run

INPUT = {"name": "image", "size": SIZE, "range": [0, 255], "order": "rgb", "layout": "nchw", "template": "arcface-112"}     # of every model of ours
LARGEST = 3 * 2**20                                     # bytes of a released file
LOCATOR = "plumb-align"                                 # the locator alone


@dataclass(frozen=True)
class Release:
    """What is fixed about a model before it is trained."""

    id: str
    role: str                                           # "student" or "baseline"
    partner: str                                        # id of the model it is shown beside
    architecture: str
    precise: int                                        # nodes before this one keep float16 weights: as many as the largest file allows


RELEASES = {
    release.id: release
    for release in (
        Release("plumb-m", "student", "plumb-m-baseline", "plumb-m", precise=44),
        Release("plumb-m-baseline", "baseline", "plumb-m", "plumb-m", precise=44),
        Release("plumb-s", "student", "plumb-s-baseline", "plumb-s", precise=95),
        Release("plumb-s-baseline", "baseline", "plumb-s", "plumb-s", precise=95),
    )
}


def run(model: bytes, crops: np.ndarray, batch: int = 16) -> np.ndarray:
    """Raw quality float64 [n] of uint8 crops [n, 112, 112, 3]."""
    asked = session(model, threads=2)
    raw = [
        asked.run(["quality"], {"image": np.ascontiguousarray(part.transpose(0, 3, 1, 2), np.float32)})[0][:, 0]
        for part in (crops[i : i + batch] for i in range(0, len(crops), batch))
    ]
    return np.concatenate(raw).astype(np.float64)


def to_score(raw: np.ndarray, quantiles: np.ndarray) -> np.ndarray:
    """raw -> 0-100, linear between the 1001 quantiles."""
    return np.interp(raw, quantiles, np.linspace(0, 100, len(quantiles)))


def macs(student: nn.Module) -> int:
    """Multiply-accumulates of one face in convolutions and linear layers; a locator's count as often as it looks."""
    total = 0

    def count(layer, _, output):
        nonlocal total
        total += output.numel() * layer.weight[0].numel()

    hooks = [m.register_forward_hook(count) for m in student.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    with torch.no_grad():
        student(torch.zeros(1, 3, SIZE, SIZE))
    for hook in hooks:
        hook.remove()
    return total


def contract(student: Student | SelfAligning) -> dict:
    """How the model is fed, and what it gives."""
    alignment = "alignment" if isinstance(student, SelfAligning) else None
    return {"input": INPUT, "output": {"quality": "quality", "embedding": "embedding", "alignment": alignment}}


def locator_entry(data: bytes, locator: Locator) -> dict:
    """What the manifest says of the locator: `data` is its file."""
    return {
        "id": LOCATOR,
        "file": f"{LOCATOR}.onnx",
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "macs": macs(locator),
        "params": sum(p.numel() for p in locator.state_dict().values()),
        "input": INPUT,
        "output": {"alignment": "alignment"},
        "card": cards.locator_card(),
    }


def entry(release: Release, data: bytes, student: Student | SelfAligning, quantiles: np.ndarray, n: int, card: dict) -> dict:
    """What the manifest says of a model: `data` is its file, `quantiles` [1001] those of its raw scores of n reference crops."""
    return {
        "id": release.id,
        "role": release.role,
        "pairs_with": release.partner,
        "file": f"{release.id}.onnx",
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "macs": macs(student),
        "params": sum(p.numel() for p in student.state_dict().values()),
        **contract(student),
        "scale": {"reference": "LFW-D, provisional", "n": n, "quantiles": [round(float(q), 6) for q in quantiles]},
        "card": card,
    }


def write_manifest(entries: list[dict], path: Path = MODELS / "manifest.json", locator: dict | None = None) -> None:
    """Replaces the entries of these models, with them the scales and thresholds that the evaluation wrote, and the locator's where there is one.
    The other releases and every other key stay as they are; models that are no release any more leave."""
    manifest = json.loads(path.read_text()) if path.exists() else {"schema": 1, "models": [], "assets": []}
    known = {model["id"]: model for model in [*manifest["models"], *entries]}
    manifest["models"] = [known[model_id] for model_id in RELEASES if model_id in known]
    if locator:
        manifest["locator"] = locator
    path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")


def write_differences(differences: dict[str, np.ndarray], path: Path = RUNS / "int8.json") -> None:
    """What rounding the weights does to the scores of 1,000 crops, in points; what is known of other models stays."""
    models = json.loads(path.read_text())["models"] if path.exists() else {}
    models |= {m: {"largest": round(float(d.max()), 3), "mean": round(float(d.mean()), 4)} for m, d in differences.items()}
    path.write_text(json.dumps({"command": "python -m distill.export", "models": models}, indent=2) + "\n")


def trained(releases: dict[str, Release] = RELEASES, folder: Path = MODELS) -> list[Release]:
    """The releases that have a checkpoint, if their partners have one or are released already; those left out are named on stderr."""
    there = {model_id for model_id in releases if checkpoint_file(model_id).exists()}
    released = {model_id for model_id in releases if (folder / f"{model_id}.onnx").exists()}
    chosen = [release for release in releases.values() if release.id in there and release.partner in there | released]
    for release in releases.values():
        if release not in chosen:
            lacking = " and ".join(m for m in (release.id, release.partner) if m not in there)
            print(f"{release.id} is left out: no checkpoint of {lacking}.", file=sys.stderr)
    return chosen


def checkpoint_path(given: str) -> Path:
    """A checkpoint by its path, or ours by its run's name; FileNotFoundError, with the runs that there are, where there is none."""
    for path in (Path(given), checkpoint_file(given)):
        if path.is_file():
            return path
    runs = checkpoint_file("any").parent
    names = ", ".join(sorted(file.stem for file in runs.glob("*.pt"))) or "none yet"
    raise FileNotFoundError(f"There is no checkpoint {given}: it is neither a file nor a run in {runs} ({names}).")


def finished(checkpoint: Path) -> Student | PaperModel | SelfAligning:
    """The student of a checkpoint, its averaged weights in place: of a run of ours, which says how it was configured, or else of the AI-KD
    paper's layout. ValueError where it is neither."""
    try:
        saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
    except (UnpicklingError, EOFError, RuntimeError):
        raise ValueError(f"{checkpoint} is no checkpoint: torch finds no weights in it.") from None
    if isinstance(saved, dict) and "config" in saved and not saved["config"].get("architecture", "").startswith(PAPERS):
        return Run.of(saved).finished()
    return load_checkpoint(checkpoint)                  # also what was trained here on the paper's net, whose start nobody needs any more


def onnx_of(student: Student | PaperModel | SelfAligning) -> bytes:
    """The file of the contract, weights in float32."""
    return (paper.to_onnx if isinstance(student, PaperModel) else to_onnx)(student).SerializeToString()


def export_checkpoint(checkpoint: Path, out: Path) -> None:
    """Writes the student of a checkpoint, in float32."""
    model = onnx_of(finished(checkpoint))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(model)
    print(f"{out}: {len(model):,} bytes. In the page, drop it on the Lab and choose “None: 0–255 as they are”.")


def export_releases(data: Path, interim: bool) -> None:
    """Writes the released models and their entries in the manifest, and how far rounding moves their scores; with `interim`, untrained ones."""
    releases = list(RELEASES.values()) if interim else trained()
    reference = lfw_faces(data)[:: 20 if interim else 1]
    calibration = calibration_crops(data)
    unseen = [face for faces in val_faces(data).values() for face in faces][:1000]
    unseen_crops = crops_of(unseen, half_degraded(unseen))
    scale_crops = crops_of(reference, half_degraded(reference))
    misaligned = calibration_misaligned(data)
    made, differences, locator = [], {}, None
    for number, release in enumerate(releases, start=1):
        student = (create_student(number, release.architecture) if interim else finished(checkpoint_file(release.id))).eval()
        full = to_onnx(student).SerializeToString()
        small = rounded(student, release, calibration, misaligned).SerializeToString()
        if len(small) > LARGEST:
            raise SystemExit(f"{release.id} takes {len(small):,} bytes of {LARGEST:,}: lower its `precise`.")
        raw = run(small, scale_crops)
        quantiles = np.quantile(raw, np.linspace(0, 1, 1001))
        difference = np.abs(to_score(run(full, unseen_crops), quantiles) - to_score(run(small, unseen_crops), quantiles))
        differences[release.id] = difference
        made.append((release, small, student, quantiles))
        locator = student.locator if isinstance(student, SelfAligning) else locator
        print(f"{release.id}: {len(small):,} bytes, int8 against fp32 at most {difference.max():.2f}, on average {difference.mean():.3f} of 100 points")
    if not interim:
        write_differences(differences)
    # Nothing is replaced before all is made.
    for release, small, _, _ in made:
        (MODELS / f"{release.id}.onnx").write_bytes(small)
    entries = [entry(release, small, student, quantiles, len(reference), cards.card(release.id)) for release, small, student, quantiles in made]
    write_manifest(entries, locator=write_locator(locator, misaligned) if locator else None)


def rounded(student: Student | SelfAligning, release: Release, aligned: np.ndarray, misaligned: np.ndarray) -> onnx.ModelProto:
    """The student as it is released, its weights rounded with these crops in view: aligned ones for the quality network, misaligned for a locator."""
    grams = input_grams(student, aligned)
    if isinstance(student, SelfAligning):
        grams[student.locator.first] = locator_gram(student.locator, misaligned)
    return to_onnx(student, grams, release.precise)


def write_locator(locator: Locator, misaligned: np.ndarray) -> dict:
    """Releases the locator alone; returns what the manifest says of it."""
    data = locator_to_onnx(locator, locator_gram(locator, misaligned)).SerializeToString()
    (MODELS / f"{LOCATOR}.onnx").write_bytes(data)
    print(f"{LOCATOR}: {len(data):,} bytes")
    return locator_entry(data, locator)


@says_in_a_line(ValueError, FileNotFoundError)
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data")
    parser.add_argument("--interim", action="store_true", help="npm weights and an unfitted head; never commit the result")
    parser.add_argument("--checkpoint", help="a run of ours by its name or path, or the AI-KD paper's iResNet100 and head, in their public layout")
    parser.add_argument("--out", type=Path, help="where its ONNX goes")
    options = parser.parse_args(arguments)
    if (options.checkpoint is None) != (options.out is None):
        parser.error("--checkpoint and --out go together.")
    torch.set_num_threads(1)                            # the little that torch does here; two threads starve on a busy machine
    if options.checkpoint:
        export_checkpoint(checkpoint_path(options.checkpoint), options.out)
    else:
        export_releases(data_dir(options.data), options.interim)
    return 0


if __name__ == "__main__":
    sys.exit(main())
