"""What each part of the recipe is worth: one pass each, one thing changed, judged on split val; and what is released, judged alike.

    python -m distill.ablations                     trains and scores what is missing, then writes RESULTS.md's table
    python -m distill.ablations cr-fiqa ser-fiq     these runs and base FIQAs alone; two terminals share the work that way
    python -m distill.ablations --table             writes the table of what is there; other rows stay as they stand in runs/ablations.json

Judge: EdgeFace-XS, which is in no label, on CelebA and frontal-profile CFP of split val, half of the pictures degraded, or none.
Differences are to the run `reference`, or for a student of a base FIQA to that base, with a 95% interval of 1,000 paired bootstrap
replicates over persons.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from .convert.student import to_onnx
from .data.faces import half_degraded
from .data.geometry import warp
from .evaluate_val import CONDITIONS, condition_transform, errors, rmse_in_sd, scorer, val_sets
from .export import RELEASES, run
from .labels.bases import BASES
from .labels.labels import MEASURES, TEACHERS, Crops
from .labels.ranks import rank01
from .labels.signals import JUDGE
from .labels.utility import EMPHASIS, certainty, features, ridge, utility
from .machine import get_ready
from .nets.outside import stamp_of
from .paths import CACHE, ROOT, RUNS, data_dir, whole
from .reference.edc import bootstrap_paucs, pauc
from .train import PRESETS, Config, checkpoint_file, train, training_faces

# The preset `web` as it was when most of these were run: what they found has changed it since.
REFERENCE = replace(PRESETS["plumb-m-ai-kd"], name="reference", passes=1.0, left_out="", embedding_weight=1.0)


@dataclass(frozen=True)
class Question:
    """One row of the tables: a run and what it is compared with."""

    about: str
    says: str
    config: Config
    against: str = "reference"                          # a run, a base FIQA, or a regression of them


def varied(name: str, **changes) -> Config:
    return replace(REFERENCE, name=name, **changes)


QUESTIONS = (
    Question("Reference", "one pass, the embedding loss whole", REFERENCE),
    Question("Reference", "another seed", varied("seed-2", seed=2)),
    Question("Data", "without 1,216 faces whose landmarks are wrong", varied("cleaned", left_out=PRESETS["web"].left_out)),
    Question("Misalignment", "none: the aligned crop", varied("aligned", misaligned=False)),
    Question("Misalignment", "jitter up to 10% of the IED", varied("jitter-10", jitter=0.1)),
    Question("Misalignment", "jitter up to 40%", varied("jitter-40", jitter=0.4)),
    Question("Misalignment", "jitter alone: nothing turned, nor by the box", varied("jitter-alone", shaken=0.0, boxed=0.0)),
    Question("Misalignment", "nothing by the face box", varied("unboxed", boxed=0.0)),
    Question("Misalignment", "nothing turned, scaled or shifted", varied("unshaken", shaken=0.0)),
    Question("Misalignment", "a third by the face box", varied("boxed-33", boxed=0.33)),
    Question("Consistency", "no embedding loss", varied("no-embedding", embedding_weight=0.0)),
    Question("Initialisation", "random weights", varied("random", initialisation="random", frozen=0), "all-learn"),
    Question("Frozen layers", "all learn", varied("all-learn", frozen=0)),
    Question("Size", "plumb-s, a quarter of the operations", varied("small", architecture="plumb-s", frozen=0), "all-learn"),
    Question("Degradation", "none", varied("clean", versions=(0,))),
    Question("Degradation", "one or two defects, no chains", varied("defects", versions=(0, 1, 3))),
    Question("Degradation", "one version a picture", varied("one-version", versions=(0, 1))),
    Question("Label", "utility, all crops weighed alike", varied("utility-even", label="utility-even")),
    Question("Label", "likeness to the clean original", varied("likeness", label="likeness")),
    Question("Label", "consensus of four bases", varied("consensus", label="consensus")),
    Question("Label", "two students as second teacher", varied("second-teacher", label="second-teacher")),
    Question("Label", "CR-FIQA's principle", varied("cr-fiqa", label="cr-fiqa")),
    Question("Label", "CR-FIQA's principle, on aligned crops", varied("cr-fiqa-aligned", label="cr-fiqa", misaligned=False), "cr-fiqa"),
    Question("AI-KD of a base", "the blend", REFERENCE, "blend"),
    Question("AI-KD of a base", "the blend, eight passes, a tenth of the embedding loss: plumb-m-ai-kd", PRESETS["plumb-m-ai-kd"], "blend"),
    Question("AI-KD of a base", "CR-FIQA's principle", varied("cr-fiqa", label="cr-fiqa"), "ratio"),
    Question("AI-KD of a base", "SER-FIQ", varied("of-ser-fiq", label="ser-fiq"), "ser-fiq"),
    Question("AI-KD of a base", "LightQNet", varied("of-lightqnet", label="lightqnet"), "lightqnet"),
    Question("AI-KD of a base", "y1's length", varied("of-y1-length", label="y1-length"), "y1-length"),
    Question("AI-KD without a locator", "plumb-m-ai-kd: eight passes, a tenth of the embedding loss", PRESETS["plumb-m-ai-kd"], "ser-fiq"),
    Question("AI-KD without a locator", "plumb-m-baseline", PRESETS["plumb-m-baseline"], "plumb-m-ai-kd"),
    Question("AI-KD without a locator", "plumb-s-ai-kd", PRESETS["plumb-s-ai-kd"], "plumb-m-ai-kd"),
    Question("AI-KD without a locator", "plumb-s-baseline", PRESETS["plumb-s-baseline"], "plumb-s-ai-kd"),
)
COMPARED = (*MEASURES, "ser-fiq", "grafiqs", "deepcam-fqa")                            # base FIQAs
REGRESSIONS = {                                         # base FIQAs made of MEASURES, which identities taught
    "blend": ("the blend: utility by what three embedding lengths and LightQNet say", utility),
    "ratio": ("CR-FIQA's principle: the certainty ratio (Boutros et al. 2023) by what the same say", certainty),
}
TOGETHER = {                                            # students as one: no more than this could they teach another
    "the mean of plumb-m-ai-kd and plumb-s-ai-kd": ("plumb-m-ai-kd", "plumb-s-ai-kd"),
    "the mean of six students": ("plumb-m-ai-kd", "plumb-s-ai-kd", "reference", "seed-2", "cr-fiqa", "no-embedding"),
}
SETS = ("celeba", "cfp")


@lru_cache
def stamp_of_crops(data: Path) -> str:
    """Changes with the faces, and with warp, misalignment and degradation, of which the first four faces tell."""
    faces = Crops("val", data).faces
    stamp = hashlib.sha256(repr([face.key for face in faces]).encode())
    first = np.stack([warp(face.load_version(1), condition_transform(face, condition)) for condition in CONDITIONS for face in faces[:4]])
    stamp.update(first.tobytes())
    return stamp.hexdigest()[:12]


def val_crops(data: Path) -> np.ndarray:
    """uint8 [conditions, versions, n, 112, 112, 3]: the crops that are scored, made once and read from disk."""
    faces = Crops("val", data).faces
    file = CACHE / f"val-crops-{stamp_of_crops(data)}.npy"
    if not file.exists():
        pictures = [[face.load_version(version) for face in faces] for version in (0, 1)]
        crops = np.stack([
            [[warp(picture, condition_transform(face, condition)) for face, picture in zip(faces, version)] for version in pictures]
            for condition in CONDITIONS
        ])
        with whole(file) as f:
            np.save(f, crops)
    return np.load(file, mmap_mode="r")


def scores_file(name: str, data: Path) -> Path:
    """Where the scores of a run or a base FIQA lie, by its stamped name."""
    return CACHE / "scores" / stamp_of_crops(data) / f"{name}.npy"


def keep_scores(name: str, make: Callable[[], Callable[[np.ndarray], np.ndarray]], data: Path) -> None:
    """Writes the raw scores [conditions, versions, n] of the validation crops, where they are missing; only then is the score made."""
    file = scores_file(name, data)
    if not file.exists():
        score = make()
        with whole(file) as f:
            np.save(f, np.stack([[score(np.asarray(part)) for part in condition] for condition in val_crops(data)]))


def stamped_base(name: str, data: Path) -> str:
    """The base FIQA's name with a hash of the nets that it asks."""
    return f"{name}-{stamp_of(BASES[name].open(data))[:8]}"


def stamped(config: Config) -> str:
    """The run's name with a hash of what is not as usual alone, so that a new field of Config leaves runs of old valid."""
    changed = {key: value for key, value in asdict(config).items() if value != getattr(Config(), key)}
    return f"{config.name}-{hashlib.sha256(repr(changed).encode()).hexdigest()[:8]}"


def student_of(config: Config, data: Path) -> Callable[[np.ndarray], np.ndarray]:
    """The scores of the student of this very configuration, trained where it is not yet."""
    name = config.name if config.name in RELEASES else stamped(config)
    found = train(config, training_faces(config, data), checkpoint_file(name))
    return partial(run, to_onnx(found.finished()).SerializeToString())


@dataclass(frozen=True)
class Judged:
    """The genuine pairs of one set: which are wrong, and whose they are."""

    part: slice                                         # of the validation faces
    versions: np.ndarray                                # [n]
    pairs: np.ndarray                                   # [p, 2], genuine
    wrong: np.ndarray                                   # bool [p]
    person: np.ndarray                                  # [p]


def judged_sets(data: Path) -> dict[str, Judged]:
    """Each set with half of its pictures degraded, and as `NAME undegraded` with none."""
    out = {}
    for val in val_sets(data):
        half, genuine = half_degraded(val.faces), val.pairs[val.genuine]
        people = np.unique([face.identity for face in val.faces], return_inverse=True)[1]
        for called, versions in ((val.name, half), (f"{val.name} undegraded", 0 * half)):
            wrong = errors(val.judge(versions), val.pairs, val.genuine)
            out[called] = Judged(val.part, versions, genuine, wrong, people[genuine[:, 0]])
    return out


def figures(raw: np.ndarray, judged: dict[str, Judged]) -> dict[str, dict[str, np.ndarray]]:
    """For each set: pAUC@0.3 [conditions], its bootstrap replicates [conditions, 1000], RMSE in sd [conditions]."""
    out = {}
    for name, j in judged.items():
        values = raw[:, :, j.part][:, j.versions, np.arange(len(j.versions))]          # [conditions, n]
        qualities = values[:, j.pairs].min(2)                                           # [conditions, p]
        out[name] = {
            "pauc": np.array([pauc(q, j.wrong) for q in qualities]),
            "replicates": np.stack([bootstrap_paucs(q, j.wrong, j.person) for q in qualities]),
            "rmse": np.array([rmse_in_sd(v, values[0]) for v in values]),
        }
    return out


def change(ours: dict, theirs: dict, conditions: slice) -> dict[str, float]:
    """How much lower or higher our pAUC is than theirs, as a share of theirs: mean over sets and conditions, and its 95% interval."""
    mean = lambda f, key: np.mean([f[name][key][conditions].mean(0) for name in SETS], axis=0)  # noqa: E731
    low, high = np.nanquantile(mean(ours, "replicates") / mean(theirs, "replicates") - 1, (0.025, 0.975))
    return {"change": float(mean(ours, "pauc") / mean(theirs, "pauc") - 1), "low": float(low), "high": float(high)}


ALIGNED, MISALIGNED = slice(0, 1), slice(1, None)


def answer(about: str, says: str, config: Config | None, ours: dict, theirs: dict | None, against: str) -> dict:
    return {
        "about": about, "says": says, "run": config and config.name, "against": against,
        **{f"pauc {name}": [round(float(v), 4) for v in found["pauc"]] for name, found in ours.items()},
        **{f"rmse {name}": [round(float(v), 4) for v in ours[name]["rmse"][1:]] for name in SETS},
        "aligned": theirs and change(ours, theirs, ALIGNED),
        "misaligned": theirs and change(ours, theirs, MISALIGNED),
    }


def ceilings(data: Path, judged: dict[str, Judged]) -> dict[str, dict]:
    """What a score could reach that knew who is on the picture: utility by the label's recognisers, and by the judge itself."""
    crops = Crops("val", data, (0, 1))
    out = {}
    for name, recognisers in (("y1 and Paddle", TEACHERS), ("the judge", (JUDGE,))):
        said = crops.said(*recognisers)
        known = [utility(crops.faces, [said[0][r] for r in recognisers], [s[r] for r in recognisers]) for s in said]
        out[f"the crop's true utility by {name}, identities known"] = figures(np.stack([known] * len(CONDITIONS)), judged)
    return out


def labels_themselves(data: Path, judged: dict[str, Judged]) -> dict[str, dict]:
    """The regression that makes the label `utility`, fitted to the training persons and asked about the validation crops, properly aligned.
    It knows the clean originals of degraded crops; where it does not, it tells what these bases can know of one picture."""
    known, asked = Crops("train", data), Crops("val", data, (0, 1))
    truth = known.truth(utility)
    some = ~np.isnan(truth)
    looked_at = {                                       # by measures and blindness: the kinds, and how much more the lowest third counts
        (MEASURES, False): {f"lowest third counted {1 + emphasis:g} times": emphasis for emphasis in (0, EMPHASIS, 2 * EMPHASIS)},
        (MEASURES, True): {"blind to the clean original": EMPHASIS},
        ((*MEASURES, "ser-fiq"), True): {"blind, but SER-FIQ asked too": EMPHASIS},
    }
    out = {}
    for (measures, blind), kinds in looked_at.items():
        x, wanted = (crops.features(among=known, measures=measures, blind=blind) for crops in (known, asked))
        for name, emphasis in kinds.items():
            raw = (wanted @ ridge(x[some], truth[some], emphasis)).reshape(2, -1)
            out[name] = figures(np.stack([raw] * len(CONDITIONS)), judged)
    return out


def regressions(raw: dict[str, np.ndarray], data: Path) -> dict[str, np.ndarray]:
    """Base FIQAs that regress MEASURES, as one asks them about any crop: they know neither landmarks nor the clean original.
    raw: each measure's scores [conditions, versions, n] of the validation crops; the same of each regression."""
    known = Crops("train", data)
    blind = lambda ranks: features(ranks, np.zeros((len(ranks), 2)), np.zeros(len(ranks)))  # noqa: E731
    x = blind(np.stack([rank01(known.base(name)) for name in MEASURES], axis=1))
    asked = blind(np.stack([rank01(raw[name].ravel(), known.base(name)) for name in MEASURES], axis=1))
    out = {}
    for name, (_, measure) in REGRESSIONS.items():
        truth = known.truth(measure)
        some = ~np.isnan(truth)
        out[name] = (asked @ ridge(x[some], truth[some], EMPHASIS)).reshape(raw[MEASURES[0]].shape)
    return out


def mean_of(scores: list[np.ndarray]) -> np.ndarray:
    """Raw scores [conditions, versions, n], each in standard deviations of its properly aligned ones."""
    return np.mean([(raw - raw[0].mean()) / raw[0].std() for raw in scores], axis=0)


def answers(data: Path) -> list[dict]:
    """Of all runs that are finished, of the base FIQAs that are scored, and of what could be reached at all."""
    judged = judged_sets(data)
    said = {q.config.name: np.load(file) for q in QUESTIONS if (file := scores_file(stamped(q.config), data)).exists()}
    runs = {name: figures(raw, judged) for name, raw in said.items()}
    raw = {name: np.load(file) for name in COMPARED if (file := scores_file(stamped_base(name, data), data)).exists()}
    described = {name: BASES[name].describe for name in raw}
    if raw.keys() >= {*MEASURES}:
        raw |= regressions(raw, data)
        described |= {name: says for name, (says, _) in REGRESSIONS.items()}
    bases = {name: figures(values, judged) for name, values in raw.items()}
    rows = [answer("Base FIQA", described[name], None, found, None, "") for name, found in bases.items()]
    rows += [answer("Ceiling", name, None, found, bases.get("ser-fiq"), "ser-fiq") for name, found in ceilings(data, judged).items()]
    rows += [answer("The label itself", name, None, found, bases.get("ser-fiq"), "ser-fiq") for name, found in labels_themselves(data, judged).items()]
    for q in QUESTIONS:
        theirs = (runs | bases).get(q.against)
        if q.config.name in runs:
            rows.append(answer(q.about, q.says, q.config, runs[q.config.name], None if q.against == q.config.name else theirs, q.against))
    for says, names in TOGETHER.items():
        if said.keys() >= {*names}:
            rows.append(answer("Together", says, None, figures(mean_of([said[name] for name in names]), judged), runs["plumb-m-ai-kd"], "plumb-m-ai-kd"))
    return rows


def table(rows: list[dict]) -> str:
    """Markdown. pAUCs of properly aligned, jitter 10%, 20% and box crops, and of properly aligned undegraded ones of either set; changes in
    percent with their intervals."""
    percent = lambda c: f"{100 * c['change']:+.1f} ({100 * c['low']:+.1f} to {100 * c['high']:+.1f})" if c else ""  # noqa: E731
    digits = lambda values: " ".join(f"{v:.3f}".removeprefix("0") for v in values)  # noqa: E731
    lines = ["| | | CelebA | CFP | undegraded | RMSE CelebA | RMSE CFP | against | aligned, % | misaligned, % |", f"|{'---|' * 10}"]
    about = None
    for row in rows:
        cells = [row["about"] if row["about"] != about else "", row["says"]]
        about = row["about"]
        cells += [digits(row[f"pauc {name}"]) for name in SETS]
        cells += [digits(row[f"pauc {name} undegraded"][0] for name in SETS)]
        cells += [digits(row[f"rmse {name}"]) for name in SETS]
        lines.append(f"| {' | '.join([*cells, row['against'] if row['aligned'] else '', percent(row['aligned']), percent(row['misaligned'])])} |")
    return "\n".join(lines)


def with_kept(rows: list[dict], before: list[dict]) -> list[dict]:
    """The rows, and where they stood those of before that could not be made again here."""
    key = lambda row: (row["about"], row["says"])  # noqa: E731
    order = [*(("Base FIQA", BASES[name].describe) for name in COMPARED), *((q.about, q.says) for q in QUESTIONS)]
    made = {key(row): row for row in rows}
    kept = {key(row): row for row in before if key(row) in order}
    others = [row for row in rows if key(row) not in order]                       # made of what is there
    ours = [(kept | made)[k] for k in order if k in kept | made]
    abouts = [*dict.fromkeys(["Base FIQA", "Ceiling", "The label itself", *(q.about for q in QUESTIONS), "Together"])]
    return sorted([*ours, *others], key=lambda row: abouts.index(row["about"]))


def write_table(text: str, file: Path = ROOT / "distill/RESULTS.md") -> None:
    """Puts the table between its two marks, and leaves every other word as it is."""
    before, rest = file.read_text().split(BEGIN)
    _, after = rest.split(END)
    file.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}")


BEGIN, END = "<!-- ablations -->", "<!-- /ablations -->"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="of runs and base FIQAs; by default all")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--data")
    options = parser.parse_args()
    known = {q.config.name: q.config for q in QUESTIONS}
    if unknown := {*options.names} - {*known, *COMPARED}:
        parser.error(f"{', '.join(unknown)}: none of {', '.join([*known, *COMPARED])}")
    get_ready()
    data = data_dir(options.data)
    if not options.table:
        for name in options.names or [*COMPARED, *known]:
            if name in known:
                keep_scores(stamped(known[name]), partial(student_of, known[name], data), data)
            else:
                keep_scores(stamped_base(name, data), partial(scorer, name, data), data)
            print(f"{name} done", file=sys.stderr)
    if options.table or not options.names:
        file = RUNS / "ablations.json"
        rows = with_kept(answers(data), json.loads(file.read_text())["rows"])
        file.write_text(json.dumps({"command": "python -m distill.ablations", "rows": rows}, indent=1) + "\n")
        write_table(table(rows))
