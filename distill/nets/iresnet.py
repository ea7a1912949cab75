"""The model of the AI-KD paper: ArcFace's iResNet100 and the quality head, for weights that others trained.

Written from the published descriptions (Duta et al. 2020, 2004.04989; Deng et al. 2019, 1801.07698; Babnik et al. 2024, 2404.09555). Modules are
called as in InsightFace's state dicts, and as in AI-KD's wrapper around them, so that their checkpoints fit by name.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

BLOCKS = (3, 13, 30, 3)                                 # iResNet100
WIDTHS = (64, 128, 256, 512)
PLACES = 7 * 7                                          # that are left of 112 x 112


class CheckpointLayoutError(ValueError):
    """A checkpoint that is of another net."""

    code = "checkpoint-layout"

    def __init__(self, path: Path, remedy: str, missing: list[str], unexpected: list[str], misshapen: list[str]):
        self.remedy = remedy
        some = lambda names: ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")  # noqa: E731
        parts = (("it lacks", missing), ("it has besides", unexpected), ("it has in another shape", misshapen))
        super().__init__(f"{path} does not fit: {'; '.join(f'{what} {some(names)}' for what, names in parts if names)}. {self.remedy}")
        self.missing, self.unexpected, self.misshapen = missing, unexpected, misshapen


def conv(inputs: int, outputs: int, size: int, stride: int = 1) -> nn.Conv2d:
    return nn.Conv2d(inputs, outputs, size, stride, padding=size // 2, bias=False)


class Block(nn.Module):
    """BatchNorm, 3 x 3, BatchNorm, PReLU, 3 x 3, BatchNorm, and the input added; the first of each stage halves the sides."""

    def __init__(self, inputs: int, outputs: int, stride: int):
        super().__init__()
        self.bn1, self.conv1 = nn.BatchNorm2d(inputs), conv(inputs, outputs, 3)
        self.bn2, self.prelu = nn.BatchNorm2d(outputs), nn.PReLU(outputs)
        self.conv2, self.bn3 = conv(outputs, outputs, 3, stride), nn.BatchNorm2d(outputs)
        self.downsample = nn.Sequential(conv(inputs, outputs, 1, stride), nn.BatchNorm2d(outputs)) if stride > 1 else None

    def forward(self, x: Tensor) -> Tensor:
        y = self.prelu(self.bn2(self.conv1(self.bn1(x))))
        return self.bn3(self.conv2(y)) + (self.downsample(x) if self.downsample else x)


class IResNet(nn.Module):
    """RGB, -1 to 1 [b, 3, 112, 112] -> embedding [b, dimension]."""

    def __init__(self, blocks: tuple[int, ...] = BLOCKS, widths: tuple[int, ...] = WIDTHS, dimension: int = 512):
        super().__init__()
        self.conv1, self.bn1, self.prelu = conv(3, widths[0], 3), nn.BatchNorm2d(widths[0]), nn.PReLU(widths[0])
        inputs = widths[0]
        for number, (count, width) in enumerate(zip(blocks, widths), start=1):
            stage = [Block(inputs if i == 0 else width, width, 2 if i == 0 else 1) for i in range(count)]
            self.add_module(f"layer{number}", nn.Sequential(*stage))
            inputs = width
        self.bn2, self.dropout = nn.BatchNorm2d(inputs), nn.Dropout(0.0)
        self.fc, self.features = nn.Linear(inputs * PLACES, dimension), nn.BatchNorm1d(dimension)

    @property
    def stages(self) -> list[nn.Sequential]:
        return [self.layer1, self.layer2, self.layer3, self.layer4]

    def forward(self, x: Tensor) -> Tensor:
        x = self.prelu(self.bn1(self.conv1(x)))
        for stage in self.stages:
            x = stage(x)
        return self.features(self.fc(self.dropout(self.bn2(x)).flatten(1)))


class QualityHead(nn.Module):
    """embedding [b, dimension] -> quality [b, 1]."""

    def __init__(self, dimension: int = 512, width: int = 1024):
        super().__init__()
        self.l1, self.ac, self.l2 = nn.Linear(dimension, width), nn.GELU(), nn.Linear(width, 1)

    def forward(self, embedding: Tensor) -> Tensor:
        return self.l2(self.ac(self.l1(embedding)))


class PaperModel(nn.Module):
    """RGB 0-255 [b, 3, 112, 112] -> embedding [b, dimension] and quality [b]."""

    def __init__(self, blocks: tuple[int, ...] = BLOCKS, widths: tuple[int, ...] = WIDTHS, dimension: int = 512, width: int = 1024):
        super().__init__()
        self.feature_extractor = IResNet(blocks, widths, dimension)
        self.quality_head = QualityHead(dimension, width)

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        embedding = self.feature_extractor((image - 127.5) / 127.5)
        return embedding, self.quality_head(embedding)[:, 0]

    @property
    def recogniser(self) -> IResNet:
        """As training calls it, of any student."""
        return self.feature_extractor

    @property
    def head(self) -> QualityHead:
        return self.quality_head


def load_checkpoint(path: Path, model: PaperModel | None = None) -> PaperModel:
    """The model (iResNet100 where none is given) with the checkpoint's weights, ready to score.

    Takes a state dict or a file that holds one as `state_dict`, `model`, `ema` or, as training here does, `averaged`; also as torch's
    DataParallel and AveragedModel name it. Only tensors are read from the file, no code. CheckpointLayoutError where names or shapes differ.
    """
    model = model or PaperModel()
    fill(model, path, "Give a checkpoint of AI-KD's iResNet100 with its quality head, not the recogniser alone.")
    return model.eval()


def start_from(path: Path, seed: int, model: PaperModel | None = None) -> PaperModel:
    """The model (iResNet100 where none is given) with a recogniser's weights, as InsightFace names them, and a new head, which is a
    function of the seed. Takes the files that load_checkpoint takes; CheckpointLayoutError where names or shapes differ."""
    torch.manual_seed(seed)
    model = model or PaperModel()
    fill(model.feature_extractor, path, "Give the weights of an iResNet100 recogniser alone, of 512-d embeddings.")
    return model


def fill(model: nn.Module, path: Path, remedy: str) -> None:
    """Puts the file's weights into the model; CheckpointLayoutError, with what to do, where names or shapes differ."""
    found = torch.load(path, map_location="cpu", weights_only=True)
    for wrapper in ("ema", "averaged", "state_dict", "model"):                    # averaged weights first: they are what is meant to be used
        if isinstance(found.get(wrapper), dict):
            found = found[wrapper]
            break
    weights = {bare(name): value for name, value in found.items() if not is_count(name)}
    wanted = {name: value for name, value in model.state_dict().items() if not is_count(name)}
    misshapen = [name for name in wanted if name in weights and weights[name].shape != wanted[name].shape]
    missing, unexpected = [name for name in wanted if name not in weights], [name for name in weights if name not in wanted]
    if missing or unexpected or misshapen:
        raise CheckpointLayoutError(path, remedy, missing, unexpected, misshapen)
    model.load_state_dict(weights, strict=False)        # the counts of batches stay out, which play no part in scoring


def bare(name: str) -> str:
    """A weight's name without what wrappers put before it."""
    while name.startswith("module."):
        name = name.removeprefix("module.")
    return name


def is_count(name: str) -> bool:
    """Whether it counts batches, of which scoring knows nothing."""
    return name.endswith(("num_batches_tracked", "n_averaged"))
