"""Puts the models that were exported into public/models, with their entries in the manifest.

    python -m distill.release                    all that lie in runs/ with a release.json
    python -m distill.release plumb-m plumb-align

Then `npm run evaluate … --manifest public/models/manifest.json` makes their scales and thresholds, and `python -m distill.cards` their cards' figures: a
test fails as long as what is released has not been evaluated.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

from . import cards
from .command import says_in_a_line
from .export import LOCATOR, RELEASES
from .paths import MODELS, RUNS

KNOWN = (*RELEASES, LOCATOR)


def write_manifest(entries: list[dict], path: Path = MODELS / "manifest.json", locator: dict | None = None) -> None:
    """Replaces the entries of these models, with them the scales and thresholds that the evaluation wrote, and the locator's where there is one.
    The other releases and every other key stay as they are; models that are no release any more leave."""
    manifest = json.loads(path.read_text()) if path.exists() else {"schema": 1, "models": [], "assets": []}
    known = {model["id"]: model for model in [*manifest["models"], *entries]}
    manifest["models"] = [known[model_id] for model_id in RELEASES if model_id in known]
    if locator:
        manifest["locator"] = locator
    path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")


def write_differences(differences: dict[str, dict], path: Path = RUNS / "int8.json") -> None:
    """What rounding the weights does to the scores of 1,000 crops, in points; what is known of other models stays."""
    models = (json.loads(path.read_text())["models"] if path.exists() else {}) | differences
    path.write_text(json.dumps({"command": "python -m distill.export", "models": models}, indent=2) + "\n")


def exported(folder: Path = RUNS) -> list[str]:
    """Ids of what can be released."""
    return [model_id for model_id in KNOWN if (folder / model_id / "release.json").exists()]


def read(model_id: str, folder: Path = RUNS) -> tuple[bytes, dict]:
    """The exported file, and what is said of it. FileNotFoundError where it was not exported; ValueError where they are not of one export."""
    path = folder / model_id
    if not (path / "release.json").exists():
        raise FileNotFoundError(f"{model_id} has not been exported: python -m distill.export.")
    data, record = (path / "model.onnx").read_bytes(), json.loads((path / "release.json").read_text())
    if hashlib.sha256(data).hexdigest() != record["entry"]["sha256"]:
        raise ValueError(f"{path / 'model.onnx'} is not what release.json beside it tells of: python -m distill.export writes both.")
    return data, record


def release(model_ids: list[str], runs: Path = RUNS, models: Path = MODELS) -> None:
    found = {model_id: read(model_id, runs) for model_id in model_ids}             # nothing is replaced before all is read
    for data, record in found.values():
        (models / record["entry"]["file"]).write_bytes(data)
    scorers = {model_id: record for model_id, (_, record) in found.items() if model_id != LOCATOR}
    write_differences({model_id: record["int8"] for model_id, record in scorers.items()}, runs / "int8.json")
    locator = found[LOCATOR][1]["entry"] | {"card": cards.locator_card()} if LOCATOR in found else None
    write_manifest(
        [record["entry"] | {"card": cards.card(model_id, record["entry"]["sha256"])} for model_id, record in scorers.items()],
        models / "manifest.json", locator,
    )


def known(model_id: str) -> str:
    if model_id not in KNOWN:
        raise argparse.ArgumentTypeError(f"There is no release {model_id}: it is one of {', '.join(KNOWN)}.")
    return model_id


@says_in_a_line(ValueError, FileNotFoundError)
def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="*", type=known, help="by default all that were exported")
    options = parser.parse_args(arguments)
    chosen = options.models or exported()
    release(chosen)
    print(f"Released: {', '.join(chosen) or 'nothing, for nothing was exported'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
