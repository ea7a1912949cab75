"""Trains a student; run again, it goes on where it stopped.

    python -m distill.train plumb-m              each crop misaligned anew
    python -m distill.train plumb-m-baseline     the same run, but each crop properly aligned
    python -m distill.train web --name mine --label lightqnet --passes 2     our way, with another label
    python -m distill.train paper --name theirs --label ser-fiq              as Babnik et al. 2024 did it, on our recogniser
    python -m distill.train paper --name theirs --label ser-fiq --live-teacher --architecture iresnet100:arcface.pth     on theirs
    torchrun --nproc-per-node 8 -m distill.train web --name big --label ser-fiq --versions 0 1 --shards DIR \\
        --device cuda --precision bfloat16 --chunk 64 --workers 15

A preset is a value (training/config.py); every field of it is an option. One step is a function of the seed and the step's number,
so a resumed run is the uninterrupted run, bit for bit, with any number of workers.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from contextlib import closing
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

from .data.loader import batches
from .machine import get_ready
from .paths import CACHE, RUNS, data_dir
from .training import processes
from .training.config import PRESETS, Config, add_options, config_of
from .training.faces import Faces, training_faces
from .training.interruption import Interruption
from .training.log import Log
from .training.progress import Progress
from .training.run import Run, check, resume
from .training.shards import ShardFaces


def checkpoint_file(name: str) -> Path:
    return CACHE / "runs" / f"{name}.pt"


def train(
    config: Config, faces: Faces, path: Path, stop: int | None = None, minutes: float = 1.0, workers: int = 0, device: str = "cpu"
) -> Run:
    """Runs to the end (or to step `stop`), with a checkpoint every so many minutes and a log beside it.

    Ctrl+C ends it after the step at hand, saved, with exit status 130. ValueError where there is no such run, or nothing to learn.
    """
    rank, ranks = processes.rank(), processes.count()
    if len(faces) != processes.from_first(len(faces)):
        raise ValueError(f"Process {rank} has {len(faces)} faces, not as many as the first. Copy shards.json, or the data set, to every machine.")
    steps = faces.steps(config)
    if not steps:
        raise ValueError(f"{config.passes:g} passes over {len(faces)} faces do not make a batch of {config.batch}: take more --passes, or a smaller --batch.")
    run = resume(config, path, len(faces), device)
    end = min(steps, stop or steps)
    first = rank == 0                                   # of several processes, the one that speaks and saves
    log, progress = (Log(path, run.step), Progress(config.name, run.step, end, config.batch)) if first else (None, None)
    start = saved = time.monotonic()

    def save() -> None:
        if first:
            run.save(path)
            log.save()

    coming = batches(partial(faces.batch, config, rank=rank, ranks=ranks), range(run.step, end), workers)
    with Interruption() as interruption, closing(coming):
        for batch in coming:
            row = run.train_step(batch, steps)
            if first:
                log.add(row, time.monotonic() - start)
                progress.show(run.step, row["loss"])
            if processes.any_of_them(interruption.asked):
                break
            if time.monotonic() - saved > 60 * minutes:
                save()
                saved = time.monotonic()
    save()
    if run.step < end:
        if first:
            print(f"\n{config.name}: stopped after step {run.step} of {steps}, saved in {path}. The same command goes on from there.", file=sys.stderr)
        raise SystemExit(130)
    return run


def record(run: Run, path: Path, folder: Path = RUNS) -> None:
    """What of a run is committed: its configuration, and every tenth line of its log."""
    (folder / run.config.name).mkdir(parents=True, exist_ok=True)
    (folder / run.config.name / "config.json").write_text(json.dumps(asdict(run.config) | {"steps": run.step}, indent=2) + "\n")
    header, *lines = path.with_suffix(".csv").read_text().splitlines()
    (folder / run.config.name / "log.csv").write_text("\n".join([header, *lines[9::10]]) + "\n")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_options(parser)
    parser.add_argument("--data")
    parser.add_argument("--shards", type=Path, help="train on a folder of shards (data/shards.py), with a live teacher")
    parser.add_argument("--threads", type=int, default=1, help="1 while two runs train side by side")
    parser.add_argument("--workers", type=int, default=0, help="processes that prepare batches; 0: this one does it by itself")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    options = parser.parse_args(arguments)
    get_ready(options.threads)
    config = config_of(options)
    if options.shards:                                  # what is left out is not in them, then
        config = replace(config, live_teacher=True, left_out="")
    try:
        with processes.joined(options.device):
            check(config)                               # labels may take an hour
            if options.shards:
                faces = ShardFaces(options.shards, config, processes.rank(), processes.count())
            else:
                faces = training_faces(config, data_dir(options.data))
            path = checkpoint_file(config.name)
            run = train(config, faces, path, workers=options.workers, device=options.device)
            if processes.rank() == 0 and PRESETS.get(config.name) == config:
                record(run, path)
    except (ValueError, FileNotFoundError) as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
