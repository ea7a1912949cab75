"""A student of your own photos and of the base FIQA of your choice, in one command. Run again, it goes on where it stopped.

    python -m distill ~/photos --base lightqnet --name mine               landmarks, labels, training, mine.onnx and its card mine.json
    python -m distill ~/photos --base csv:scores.csv --name mine          your own scores: columns file, score
    python -m distill ~/photos --base ser-fiq --name mine --people        each sub-folder is a person; some of them judge the result

FOLDER holds pictures, in sub-folders too, or `images/` with them. Where it has no landmarks.csv, YuNet finds the faces. Where it has
identities.csv (or --people makes it), the persons of split val are kept out of training and measure what it was worth.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from dataclasses import replace
from pathlib import Path

from .command import says_in_a_line
from .data import detect
from .labels.labels import LABELS, label_of
from .machine import CPUS, get_ready
from .nets.outside import missing
from .own import OwnSet, checkpoint_of, training_faces, with_start, write_model
from .paths import data_dir
from .train import train
from .training.config import PRESETS, Config


def label_name(text: str) -> str:
    """A label's name as it is; what none can be is a wrong usage."""
    if text not in LABELS and not text.startswith("csv:"):
        raise argparse.ArgumentTypeError(f"{text} is none of {', '.join(LABELS)} and no csv:FILE")
    return text


def config_of(options: argparse.Namespace) -> Config:
    """The preset, with what was asked for in place of what it has."""
    preset = PRESETS[options.preset]
    # A file has scores of the pictures as they are, unless its lines say of which version.
    versions = options.versions or ((0,) if options.base.startswith("csv:") else preset.versions)
    return replace(preset, left_out="", name=options.name, label=options.base, versions=tuple(versions), passes=options.passes or preset.passes)


def find_landmarks(options: argparse.Namespace, data: Path) -> None:
    """Writes landmarks.csv where the folder has none."""
    if (options.folder / "landmarks.csv").exists():
        return
    model = options.detector or data.parent / "models/yunet_n_640_640.onnx"
    if not model.is_file():
        raise missing(model)
    people = ["--people"] if options.people else []
    detect.main([str(options.folder), "--model", str(model), "--workers", str(options.workers), *people])


@says_in_a_line(FileNotFoundError, ValueError)
def main(arguments: list[str] | None = None) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="python -m distill", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--base", type=label_name, required=True, help=f"{', '.join(LABELS)}, or csv:FILE")
    parser.add_argument("--name", required=True)
    parser.add_argument("--preset", choices=("web", "web-s", "paper"), default="web")
    parser.add_argument("--passes", type=float, help="over the faces; default: the preset's")
    parser.add_argument("--versions", type=int, nargs="+", help="the pictures as they are (0), and in which degradations; default: the preset's")
    parser.add_argument("--people", action="store_true", help="each sub-folder is a person; where there is no landmarks.csv yet")
    parser.add_argument("--out", type=Path, default=Path("."), help="where NAME.onnx and NAME.json go")
    parser.add_argument("--detector", type=Path, help="yunet_n_640_640.onnx")
    parser.add_argument("--data", help="the folder with models/, as everywhere")
    parser.add_argument("--askers", type=int, default=CPUS, help=f"threads that ask the label's nets; default: one a core, here {CPUS}")
    workers = max(0, CPUS - 2)
    parser.add_argument("--workers", type=int, default=workers, help=f"processes that prepare pictures; default: all cores but two, here {workers}")
    parser.add_argument("--threads", type=int, default=1, help=(
        "that train; default 1. More may be faster where nothing else runs, but they add up in another order, so that a run is the same, "
        "to the last digit, with the same number alone. With any number of askers and workers it is."
    ))
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    options = parser.parse_args(given)
    if not options.folder.is_dir():
        parser.error(f"{options.folder} is no folder.")
    get_ready(options.threads)
    data, config = data_dir(options.data), config_of(options)
    own = OwnSet(options.folder, data, options.askers)
    label_of(options.base)                              # landmarks may take an hour, and scores in a file may be none
    find_landmarks(options, data)
    faces = training_faces(own, config)
    config = with_start(config, faces.faces)
    run = train(config, faces, checkpoint_of(config, faces), workers=options.workers, device=options.device)
    card = write_model(own, run, faces, options.out, f"python -m distill {shlex.join(given)}")
    print(summary(card, options.out))
    return 0


def summary(card: dict, out: Path) -> str:
    """What was made and measured, and what to do next, in lines for a person."""
    lines = [f"{out / card['file']}: {card['bytes']:,} bytes, from {card['data']['faces']} faces; its card is beside it."]
    val = card["val"]
    if "why not" in val:
        lines.append(f"Not measured: {val['why not']}")
    else:
        lines.append(f"Split val, {val['faces']} faces of {val['persons']} persons, judge {val['judge']}, FNMR(0) {val['fnmr(0)']}:")
        for name, figures in val["models"].items():
            said = [f"{key} {', '.join(f'{c} {v}' for c, v in values.items())}" for key, values in figures.items()]
            lines.append(f"  {name}: {'; '.join(said)}")
    return "\n".join([*lines, f"For the rest: {card['evaluate']}"])


if __name__ == "__main__":
    sys.exit(main())
