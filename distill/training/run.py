"""A student in training, and the one step that it is trained by."""

from __future__ import annotations

import math
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cosine_similarity, smooth_l1_loss

from ..convert.student import quality_network, read_weights
from ..locator.checkpoint import read_locator
from ..locator.self_aligning import SelfAligning
from ..nets.graph import Slope
from ..nets.iresnet import PaperModel, start_from
from ..nets.student import Student, create_student
from ..paths import ROOT, whole
from . import processes
from .config import TEACHERS, Config
from .device_crops import cut
from .faces import Batch, Uncut

FORMATS = {"channels_last": torch.channels_last, "contiguous": torch.contiguous_format}
PAPERS = "iresnet100:"                                  # before the file of a recogniser's weights
NORMS = (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d)


class Run:
    """A student in training: its weights, their average, the optimiser and the number of steps done.

    A net with batch normalisation (ours have none) is normalised by chunk and by process, not by batch: its losses depend on `chunk` and
    on the number of processes. Its running statistics are the processes' mean after each step; those of layers that do not learn stay.
    """

    def __init__(self, config: Config, device: str = "cpu"):
        check(config)
        self.config, self.device, self.step = config, torch.device(device), 0
        # The public AI-KD code hands the student its teacher as one and the same module. These are two.
        self.teacher = create_teacher(config).requires_grad_(False).eval() if config.live_teacher else None
        self.student = started(config).train()
        for model in filter(None, (self.student, self.teacher)):
            model.to(self.device, memory_format=FORMATS[config.memory_format])
        freeze(quality_network(self.student), config)
        self.norms = [layer for layer in self.student.modules() if isinstance(layer, NORMS) and layer.training]
        self.optimiser = optimiser(quality_network(self.student), config)
        self.averaged = {name: value.clone() for name, value in self.student.state_dict().items()}

    def train_step(self, batch: Batch | Uncut, steps: int) -> dict[str, float]:
        """One step of all processes, each with its part of the batch; the losses are those of the whole."""
        config, share = self.config, rate(self.config, self.step, steps)
        if isinstance(batch, Uncut):
            batch = cut(batch, self.device, config.live_teacher)
        for group, full in zip(self.optimiser.param_groups, (config.backbone_rate, config.head_rate)):
            group["lr"] = full * share
        losses = torch.zeros(2, dtype=torch.float64, device=self.device)         # cosine, quality
        self.optimiser.zero_grad()
        labels = torch.from_numpy(batch.labels).to(self.device)
        for image, target, label in zip(batch_chunks(batch.images, config), batch_chunks(batch.targets, config), labels.split(config.chunk)):
            with torch.autocast(self.device.type, torch.bfloat16, enabled=config.precision == "bfloat16"):
                embedding, predicted = self.student(self.tensor(image))           # [c, d], [c]
                if self.teacher is not None:
                    target, said = self.teacher(self.tensor(target))
                    label = said.float() if config.label == TEACHERS else label
                else:
                    target = self.tensor(target)
            weight = len(label) / config.batch
            cosine = weight * (1 - cosine_similarity(embedding.float(), target.float())).mean()
            quality = weight * smooth_l1_loss(predicted.float(), label, beta=config.beta)
            (config.embedding_weight * cosine + config.label_weight * quality).backward()
            losses += torch.stack([cosine, quality]).detach()
        statistics = [value for norm in self.norms for value in (norm.running_mean, norm.running_var)]
        processes.add_up([losses, *(p.grad for p in self.student.parameters() if p.grad is not None), *statistics])
        for value in statistics:
            value /= processes.count()
        torch.nn.utils.clip_grad_norm_(self.student.parameters(), config.clip)
        self.optimiser.step()
        self.step += 1
        self.take_into_average(steps)
        cosine, quality = losses.tolist()
        return {"step": self.step, "loss": config.embedding_weight * cosine + config.label_weight * quality, "cosine": cosine, "quality": quality, "rate": share}

    def tensor(self, values: np.ndarray | Tensor) -> Tensor:
        """Crops uint8 [c, 112, 112, 3] -> float [c, 3, 112, 112] in the run's memory format; embeddings [c, d] as they are."""
        found = torch.as_tensor(values, device=self.device)
        if found.dim() == 4:
            found = found.permute(0, 3, 1, 2).float().contiguous(memory_format=FORMATS[self.config.memory_format])
        return found

    @torch.no_grad()
    def take_into_average(self, steps: int) -> None:
        """Called at every step, and by nothing else: the average is of all the steps that it says."""
        keep = kept(self.config, self.step, steps)
        for name, value in self.student.state_dict().items():
            if value.is_floating_point():
                self.averaged[name].lerp_(value, 1 - keep)
            else:
                self.averaged[name].copy_(value)        # a count

    def finished(self) -> Student | PaperModel:
        """The student with its averaged weights in place, to be looked at; the run cannot go on."""
        self.student.load_state_dict(self.averaged)
        return self.student.cpu().eval()

    def save(self, path: Path) -> None:
        with whole(path) as f:
            torch.save({
                "config": asdict(self.config), "step": self.step, "student": self.student.state_dict(),
                "averaged": self.averaged, "optimiser": self.optimiser.state_dict(),
            }, f)

    @classmethod
    def load(cls, path: Path, device: str = "cpu") -> Run:
        return cls.of(read(path), device)

    @classmethod
    def of(cls, saved: dict, device: str = "cpu") -> Run:
        """The run of what `save` wrote and `read` has read."""
        run = cls(Config(**saved["config"] | {"versions": tuple(saved["config"]["versions"])}), device)
        run.step = saved["step"]
        run.student.load_state_dict(saved["student"])
        run.averaged = {name: value.to(run.device) for name, value in saved["averaged"].items()}
        run.optimiser.load_state_dict(saved["optimiser"])
        return run


def check(config: Config) -> None:
    """ValueError, with what to change, where such a run cannot be."""
    if config.label == TEACHERS and not (config.live_teacher and config.initialisation.endswith(".onnx")):
        raise ValueError("A teacher says what a crop is worth where it is a model of ours: --initialisation FILE.onnx --live-teacher.")
    if config.batch % processes.count():
        raise ValueError(f"{processes.count()} processes cannot share a batch of {config.batch} equally. Choose another --batch.")
    if config.architecture.startswith(PAPERS) and not config.live_teacher:
        raise ValueError("What the teacher said is stored of our recogniser alone: train the paper's net with --live-teacher.")
    if config.architecture.startswith(PAPERS) and config.frozen:
        raise ValueError("The paper's net has no numbered nodes to be frozen: --frozen 0, and --learning for how many tensors learn.")


def read(path: Path) -> dict:
    return torch.load(path, map_location="cpu")


def create(seed: int, architecture: str) -> Student | PaperModel:
    """A student as it starts: of nets/student.py, or "iresnet100:FILE", the paper's net with a recogniser's weights."""
    if architecture.startswith(PAPERS):
        return start_from(Path(architecture.removeprefix(PAPERS)), seed)
    return create_student(seed, architecture)


def started(config: Config) -> Student | PaperModel | SelfAligning:
    """The student with the weights that it starts from."""
    student = create(config.seed, config.architecture)
    if config.initialisation == "random":
        start_anew(student)
    elif config.initialisation != "teacher":
        read_weights(student, ROOT / config.initialisation)
    return SelfAligning(read_locator(config.locator), student) if config.locator else student


def create_teacher(config: Config) -> Student | PaperModel:
    """Who looks at aligned crops: the model that the student starts as, where it is one of ours; else the recogniser."""
    if not config.initialisation.endswith(".onnx"):
        return create(config.seed, teacher_of(config.architecture))
    teacher = create(config.seed, config.architecture)
    read_weights(teacher, ROOT / config.initialisation)
    return teacher


def teacher_of(architecture: str) -> str:
    """The paper's net learns from its own start; our students, slimmed or not, from the whole recogniser."""
    return architecture if architecture.startswith(PAPERS) else "plumb-m"


def batch_chunks(values: np.ndarray | Tensor, config: Config) -> list[np.ndarray | Tensor]:
    return [values[i : i + config.chunk] for i in range(0, len(values), config.chunk)]


def freeze(student: Student | PaperModel, config: Config) -> None:
    """Keeps weights as they are; and the statistics of normalisations all of whose weights stay, which would drift else."""
    if config.frozen:
        for name, layer in student.recogniser.layers.items():
            layer.requires_grad_(int(name) >= config.frozen)
    if config.learning:
        for parameter in [*student.recogniser.parameters()][: -config.learning]:
            parameter.requires_grad_(False)
    for layer in student.modules():
        if isinstance(layer, NORMS) and not any(p.requires_grad for p in layer.parameters()):
            layer.eval()


def optimiser(student: Student | PaperModel, config: Config) -> torch.optim.Optimizer:
    """Two groups: what learns of the backbone, and the head. Their rates are set at each step."""
    groups = [
        {"params": [p for p in student.recogniser.parameters() if p.requires_grad], "weight_decay": config.backbone_decay},
        {"params": [*student.head.parameters()], "weight_decay": config.head_decay},
    ]
    if config.optimiser == "adamw":
        return torch.optim.AdamW(groups)
    for group, momentum in zip(groups, (config.backbone_momentum, config.head_momentum)):
        group["momentum"] = momentum
    return torch.optim.SGD(groups)


def rate(config: Config, step: int, steps: int) -> float:
    """The share of the full learning rate. "cycle": up, level, and a half cosine down to 0; in a short run up until it goes down.
    "sine": up as a sine from 0, and level."""
    if config.schedule == "sine":
        return math.sin(math.pi / 2 * min(1.0, step / (config.warm_up_share * steps)))
    fall = (1 - config.cool_down) * steps               # where it begins
    up = min(1.0, (step + 1) / max(1, min(config.warm_up, fall)))
    down = (step - fall) / (config.cool_down * steps)
    return up * 0.5 * (1 + math.cos(math.pi * min(max(down, 0.0), 1.0)))


def kept(config: Config, step: int, steps: int) -> float:
    """The share of the average that stays when the weights after `step` steps, from 1, are taken in."""
    if config.averaging == "run":
        return 1 - 1 / step                             # so the average is the plain mean of the weights after each step
    # Before the rate falls the average is simply the last weights.
    return config.average if step > (1 - config.cool_down) * steps else 0.0


def start_anew(student: Student | PaperModel) -> None:
    """Random weights in place of the teacher's (He et al. 2015), PReLU slopes of a quarter."""
    for layer in student.recogniser.modules():
        if isinstance(layer, torch.nn.Conv2d):
            torch.nn.init.kaiming_normal_(layer.weight, a=0.25, mode="fan_out" if layer.groups == 1 else "fan_in")
            if layer.bias is not None:
                torch.nn.init.zeros_(layer.bias)
        elif isinstance(layer, Slope):
            torch.nn.init.constant_(layer.slope, 0.25)


def resume(config: Config, path: Path, faces_count: int, device: str = "cpu") -> Run:
    """The run at `path`, or a new one; of several processes the first reads the file for all, for other machines have none.

    `passes` may change as long as it has decided nothing: till the rate begins to fall, or where it decides how the rate rises, till
    the first step.
    """
    saved = processes.from_first(read(path) if processes.rank() == 0 and path.exists() else None)
    if saved is None:
        return Run(config, device)
    run = Run.of(saved, device)
    if replace(run.config, passes=config.passes) != config:
        raise SystemExit(f"{path} belongs to {run.config}; move it away to start anew.")
    level = (1 - config.cool_down) * min(config.passes, run.config.passes) * faces_count / config.batch
    if config.schedule == "sine" or level < config.warm_up:
        level = 0
    if config.passes != run.config.passes and run.step > level:
        raise SystemExit(f"Step {run.step} already depends on passes = {run.config.passes:g}.")
    run.config = config
    return run
