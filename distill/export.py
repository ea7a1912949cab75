"""Students and baselines as the ONNX files that the browser loads, and their entries in the manifest: each in its folder of runs/, where it
can be had again; `python -m distill.release` then puts them into public/models.

    python -m distill.export                     every pair that has its checkpoints, with a provisional LFW-D scale
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
from .nets.student import Student
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
    """What the manifest says of the locator, its card aside: `data` is its file."""
    return {
        "id": LOCATOR,
        "file": f"{LOCATOR}.onnx",
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "macs": macs(locator),
        "params": sum(p.numel() for p in locator.state_dict().values()),
        "input": INPUT,
        "output": {"alignment": "alignment"},
    }


def entry(release: Release, data: bytes, student: Student | SelfAligning, quantiles: np.ndarray, n: int) -> dict:
    """What the manifest says of a model, its card aside: `data` is its file, `quantiles` [1001] those of its raw scores of n reference crops."""
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
    }


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


def export_releases(data: Path) -> None:
    """Writes what is to be released, with what the manifest says of it and how far rounding moves its scores."""
    reference = lfw_faces(data)
    calibration = calibration_crops(data)
    unseen = [face for faces in val_faces(data).values() for face in faces][:1000]
    unseen_crops = crops_of(unseen, half_degraded(unseen))
    scale_crops = crops_of(reference, half_degraded(reference))
    misaligned = calibration_misaligned(data)
    locator = None
    for release in trained():
        student = finished(checkpoint_file(release.id))
        full = to_onnx(student).SerializeToString()
        small = rounded(student, release, calibration, misaligned).SerializeToString()
        if len(small) > LARGEST:
            raise SystemExit(f"{release.id} takes {len(small):,} bytes of {LARGEST:,}: lower its `precise`.")
        raw = run(small, scale_crops)
        quantiles = np.quantile(raw, np.linspace(0, 1, 1001))
        difference = np.abs(to_score(run(full, unseen_crops), quantiles) - to_score(run(small, unseen_crops), quantiles))
        int8 = {"largest": round(float(difference.max()), 3), "mean": round(float(difference.mean()), 4)}
        keep(release.id, small, {"entry": entry(release, small, student, quantiles, len(reference)), "int8": int8})
        locator = student.locator if isinstance(student, SelfAligning) else locator
        print(f"{release.id}: {len(small):,} bytes, int8 against fp32 at most {difference.max():.2f}, on average {difference.mean():.3f} of 100 points")
    if locator:
        data = locator_to_onnx(locator, locator_gram(locator, misaligned)).SerializeToString()
        keep(LOCATOR, data, {"entry": locator_entry(data, locator)})
        print(f"{LOCATOR}: {len(data):,} bytes")


def keep(model_id: str, data: bytes, record: dict, folder: Path = RUNS) -> None:
    """Writes a model and what is said of it where `python -m distill.release` finds both."""
    (folder / model_id).mkdir(parents=True, exist_ok=True)
    (folder / model_id / "model.onnx").write_bytes(data)
    (folder / model_id / "release.json").write_text(json.dumps(record, indent=1) + "\n")


def rounded(student: Student | SelfAligning, release: Release, aligned: np.ndarray, misaligned: np.ndarray) -> onnx.ModelProto:
    """The student as it is released, its weights rounded with these crops in view: aligned ones for the quality network, misaligned for a locator."""
    grams = input_grams(student, aligned)
    if isinstance(student, SelfAligning):
        grams[student.locator.first] = locator_gram(student.locator, misaligned)
    return to_onnx(student, grams, release.precise)


@says_in_a_line(ValueError, FileNotFoundError)
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data")
    parser.add_argument("--checkpoint", help="a run of ours by its name or path, or the AI-KD paper's iResNet100 and head, in their public layout")
    parser.add_argument("--out", type=Path, help="where its ONNX goes")
    options = parser.parse_args(arguments)
    if (options.checkpoint is None) != (options.out is None):
        parser.error("--checkpoint and --out go together.")
    torch.set_num_threads(1)                            # the little that torch does here; two threads starve on a busy machine
    if options.checkpoint:
        export_checkpoint(checkpoint_path(options.checkpoint), options.out)
    else:
        export_releases(data_dir(options.data))
    return 0


if __name__ == "__main__":
    sys.exit(main())
