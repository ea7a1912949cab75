"""Everything that decides a run, as values; and a command line that names each of them."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, fields, replace

TEACHERS = "teacher"                                    # the label that a live teacher gives


@dataclass(frozen=True)
class Config:
    """Everything that decides a run. Saved whole in the checkpoint, so a checkpoint explains itself."""

    name: str = "plumb-m"
    seed: int = 1
    passes: float = 8.0                                 # over the training faces
    batch: int = 64                                     # of all processes together
    chunk: int = 16                                     # faces at a time through the net: they fit the CPU's cache
    label: str = "utility"                              # of labels/labels.py, or csv:FILE; or "teacher": what a live one says of the aligned crop
    architecture: str = "plumb-m"                       # of nets/student.py, or the paper's: iresnet100:FILE, of a recogniser's weights
    initialisation: str = "teacher"                     # or "random"; or a model of ours, FILE.onnx, which then is the teacher, too
    locator: str = ""                                   # the name of one (train_locator.py): it cuts each crop again before the student looks
    # What the student sees
    left_out: str = ""                                  # faces whose key begins like this
    versions: tuple[int, ...] = (0, 1, 2, 3)            # as it is, and degradations (data/degrade.py)
    clean: float = 0.5                                  # share of the crops that are as they are
    misaligned: bool = True                             # False: the same draws, but the aligned crop
    jitter: float = 0.20                                # p = jitter x U[0, 1]; each coordinate moves U[-p, p] x IED
    jitter_px: float = 0.0                              # if not 0, p is this, in px of the source, for faces of any size
    shaken: float = 0.5                                 # share that is also turned, scaled and shifted:
    rotation: float = 8.0                               #   sd, degrees
    log_scale: float = 0.12                             #   sd
    shift: float = 5.0                                  #   sd, crop px
    wide: float = 0.0                                   # share that is moved as far as the Lab's sweeps go instead:
    wide_rotation: float = 45.0                         #   +-, degrees
    wide_log_scale: float = 0.5                         #   +-
    wide_shift: float = 18.0                            #   +-, crop px
    boxed: float = 0.15                                 # share aligned by the face box, where there is one
    flipped: float = 0.5                                # share that is mirrored
    # How it learns
    live_teacher: bool = False                          # the teacher looks at each aligned crop beside the student; else what it said is stored
    frozen: int = 9                                     # nodes of the net that keep the teacher's weights: all at 56 x 56
    learning: int = 0                                   # if not 0, only so many tensors at the net's end learn
    optimiser: str = "adamw"                            # or "sgd"
    backbone_rate: float = 3e-4
    head_rate: float = 1e-3
    backbone_decay: float = 0.01                        # of the weights
    head_decay: float = 0.01
    backbone_momentum: float = 0.0                      # sgd's; adamw has its own
    head_momentum: float = 0.0
    schedule: str = "cycle"                             # the rate rises, holds and falls; or "sine": it rises as a sine does, and holds
    warm_up: int = 100                                  # steps over which it rises; "sine" has a share of the steps instead:
    warm_up_share: float = 0.15
    cool_down: float = 0.5                              # share of the steps over which the rate falls to 0
    embedding_weight: float = 1.0                       # of the cosine distance to the teacher's
    label_weight: float = 3.0
    beta: float = 0.05                                  # of smooth L1; labels are 0-1
    clip: float = 5.0                                   # gradient norm
    averaging: str = "fall"                             # weights are averaged while the rate falls; or "run": the mean over every step's
    average: float = 0.99                               # "fall" keeps this much of the average at each step
    # How it is computed
    precision: str = "float32"                          # or "bfloat16", where a GPU multiplies
    memory_format: str = "channels_last"                # or "contiguous"
    crops: str = "cpu"                                  # or "device": the run's own cuts them, a batch at once (device_crops.py)


# Babnik et al. 2024 (arXiv 2404.09555), and where the paper is silent its public code's configuration. The average is meant as theirs
# is named; theirs is made anew at each validation.
PAPER = Config(
    name="paper", passes=1.0, batch=64, chunk=64, versions=(0,), clean=1.0, jitter_px=3.0, shaken=0.0, boxed=0.0, flipped=0.0,
    frozen=0, learning=100, optimiser="sgd", backbone_rate=0.05, head_rate=0.05, backbone_decay=0.0, head_decay=5e-4,
    backbone_momentum=0.1, head_momentum=0.9, schedule="sine", warm_up_share=0.15,
    embedding_weight=1.0, label_weight=1.0, beta=0.5, clip=5.0, averaging="run",
)
# Ours, for nets that a browser runs. The 1,216 faces of mtfl that it leaves out have landmarks one or two IEDs off the face. A whole
# embedding loss costs steadiness and buys no pAUC (RESULTS.md); a tenth keeps the embedding a face's.
WEB = Config(name="web", left_out="mtfl/net_7876__", embedding_weight=0.1)

SMALL = replace(WEB, architecture="plumb-s", frozen=0)  # slimmed at 56 x 56, too, so all of it has to learn


def self_aligning(name: str, architecture: str, frozen: int) -> Config:
    """The baseline taught to look through the locator: it is the start, the frozen teacher and the base FIQA, and says of each aligned crop what
    the student must say of the same crop misaligned. Half of AI-KD's work is the locator's, so few epochs are enough."""
    return replace(
        WEB, name=name, architecture=architecture, frozen=frozen, initialisation=f"public/models/{name}-baseline.onnx", locator="locator",
        label=TEACHERS, live_teacher=True, versions=tuple(range(24)), passes=3.0, wide=0.25,
        backbone_rate=1e-4, head_rate=3e-4, label_weight=6.0, beta=0.02,
    )


PRESETS = {
    config.name: config
    for config in (
        WEB, PAPER, replace(SMALL, name="web-s"),
        self_aligning("plumb-m", "plumb-m", WEB.frozen), replace(WEB, name="plumb-m-baseline", misaligned=False),
        self_aligning("plumb-s", "plumb-s", SMALL.frozen), replace(SMALL, name="plumb-s-baseline", misaligned=False),
        # AI-KD as the paper has it, one network for all of it: what was released before, and is a row of the ablations.
        replace(WEB, name="plumb-m-ai-kd"), replace(SMALL, name="plumb-s-ai-kd"),
    )
}
CHOICES = {
    "optimiser": ("adamw", "sgd"), "schedule": ("cycle", "sine"), "averaging": ("fall", "run"),
    "precision": ("float32", "bfloat16"), "memory_format": ("channels_last", "contiguous"), "crops": ("cpu", "device"),
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """The preset, and an option for each field of Config; an option that is not given stays the preset's."""
    parser.add_argument("preset", choices=PRESETS)
    group = parser.add_argument_group("what differs from the preset")
    for field in fields(Config):
        option = f"--{field.name.replace('_', '-')}"
        match field.type:
            case "bool":
                group.add_argument(option, action=argparse.BooleanOptionalAction)
            case "tuple[int, ...]":
                group.add_argument(option, type=int, nargs="+")
            case kind:
                group.add_argument(option, type={"int": int, "float": float, "str": str}[kind], choices=CHOICES.get(field.name))


def config_of(options: argparse.Namespace) -> Config:
    given = {field.name: getattr(options, field.name) for field in fields(Config)}
    changes = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items() if value is not None}
    return replace(PRESETS[options.preset], **changes)
