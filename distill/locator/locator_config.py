"""Everything that decides how the locator is trained."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class LocatorConfig:
    """Saved whole in the checkpoint, so a checkpoint explains itself."""

    seed: int = 1
    epochs: float = 26.0
    batch_size: int = 128
    # What it sees
    left_out: str = "mtfl/net_7876__"                   # faces whose key begins like this: their landmarks are one or two IEDs off the face
    clean: float = 0.5                                  # share of the crops that are as they are
    flipped: float = 0.5                                # share that is mirrored
    jitter: float = 0.30                                # p = jitter x U[0, 1]; each coordinate moves U[-p, p] x IED
    boxed: float = 0.15                                 # share cut by the face box, where there is one:
    box_log_scale: float = 0.08                         #   sd: detectors disagree about a face's size
    box_shift: float = 0.04                             #   sd, of the box's side
    wide: float = 0.20                                  # share moved as far as the Lab's sweeps go:
    wide_rotation: float = 45.0                         #   +-, degrees
    wide_log_scale: float = math.log(1.65)              #   +-
    wide_shift: float = 18.0                            #   +-, crop px
    moderate: float = 0.40                              # share moved as tools do; the rest has jitter alone
    rotation: float = 9.0                               #   sd, degrees
    log_scale: float = 0.13                             #   sd
    shift: float = 6.0                                  #   sd, crop px
    # How it learns
    learning_rate: float = 2e-3                         # the highest, of one cycle
    warmup_share: float = 0.05                          # of the steps
    weight_decay: float = 1e-3
    beta: float = 0.02                                  # of smooth L1, in unit coordinates (1 px of the crop is 0.018)
    settled_share: float = 0.2                          # of the steps, the last ones: normalised as it will be when it is asked
    clip: float = 1.0                                   # gradient norm
