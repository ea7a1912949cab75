"""What quality methods without training look at in a recogniser: its noise, its gradients, its dispensable weights.

The recogniser is MobileFaceNet y1 with its batch normalisations in place. Each is a net from crops to numbers; what quality
that makes is said in labels/bases.py.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from threading import Lock

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import normalize

from .batch_norm import MobileFaceNet, read_mobilefacenet


class TorchNet:
    """A net on MobileFaceNet y1's PyTorch weights. Values that decide what it says are in `settings`."""

    settings: tuple = ()

    def __init__(self, file: Path):
        self.file, self.net = file, read_mobilefacenet(file)

    def stamp(self) -> bytes:
        """Changes with the weights, the method and its settings."""
        return hashlib.sha256(self.file.read_bytes()).digest() + repr((type(self).__name__, self.settings)).encode()

    def __call__(self, crops: np.ndarray) -> np.ndarray:
        """RGB uint8 [n, 112, 112, 3] -> float32 [n, d]."""
        images = (torch.from_numpy(np.ascontiguousarray(crops)).permute(0, 3, 1, 2).float() - 127.5) / 128
        return torch.cat([self.say(part.contiguous()) for part in images.split(16)]).numpy()

    def say(self, images: Tensor) -> Tensor:
        """[b, 3, 112, 112], (RGB - 127.5) / 128 -> [b, d]."""
        raise NotImplementedError


class StochasticEmbedding(TorchNet):
    """SER-FIQ (Terhörst et al. 2020, arXiv 2003.09373) with dropout before the last layer alone, which its authors found
    enough: the mean distance between the unit embeddings of m random subnetworks, [n, 1]; small where the face is clear."""

    settings = (100, 0.5, 0)                            # passes m, dropped share, seed

    def __init__(self, file: Path):
        super().__init__(file)
        passes, dropped, seed = self.settings
        kept = torch.rand(passes, self.net.fc.in_channels, generator=torch.Generator().manual_seed(seed)) >= dropped
        self.masks = kept.float() / (1 - dropped)       # [m, 512], the same for every face

    @torch.no_grad()
    def say(self, images: Tensor) -> Tensor:
        features = self.net.features(images)            # [b, 512]
        m = len(self.masks)
        e = normalize(self.net.last((features[:, None] * self.masks).flatten(0, 1)), dim=1).unflatten(0, (len(images), m))
        similarity = e @ e.mT                           # [b, m, m]
        distance = (2 - 2 * similarity).clamp_min(0).sqrt()
        distance = distance - torch.diag_embed(distance.diagonal(dim1=1, dim2=2))
        return distance.sum((1, 2))[:, None] / (m * (m - 1))


class GradientMagnitude(TorchNet):
    """GraFIQs (Kolf et al. 2024, arXiv 2404.12203): how far the statistics of a face in every batch normalisation lie from
    those of training, and how large the gradient of that is at five places of the net, [n, 6]; small where the face is as
    the net knows faces. One pass back. Columns: image, after blocks 0, 2, 7 and 14 of `body`, and the distance itself.

    Distances are in each channel's own standard deviations. As published, in plain units, a few channels of large variance
    decide alone, and on split val the score tells less at each of these places.
    """

    settings = (0, 2, 7, 14)

    def __init__(self, file: Path):
        super().__init__(file)
        self.distances: list[Tensor] = []
        self.alone = Lock()                             # the layers leave their distances here, so one thread at a time
        for layer in self.net.modules():
            if isinstance(layer, nn.BatchNorm2d):
                layer.register_forward_pre_hook(self.note)

    def note(self, layer: nn.BatchNorm2d, inputs: tuple[Tensor]) -> None:
        mean, variance = inputs[0].mean((2, 3)), inputs[0].var((2, 3), unbiased=False)   # [b, c], of each face by itself
        shift = (mean - layer.running_mean) ** 2 / layer.running_var
        spread = (variance / layer.running_var).clamp_min(1e-6).log() ** 2
        self.distances.append(shift.mean(1) + spread.mean(1))

    def say(self, images: Tensor) -> Tensor:
        x = images.requires_grad_(True)
        places = [x]
        with self.alone:
            self.distances.clear()
            for index, layer in enumerate(self.net.body):
                x = layer(x)
                if index in self.settings:
                    places.append(x)
            distance = sum(self.distances)              # [b]; faces do not touch, so its sum's gradients are theirs
        gradients = torch.autograd.grad(distance.sum(), places)
        return torch.stack([*(g.abs().flatten(1).sum(1) for g in gradients), distance.detach()], dim=1)


class Pruned(TorchNet):
    """The embedding [n, 128] of the recogniser without its smallest weights (PreFIQs, arXiv 2605.13396)."""

    settings = (0.4,)                                   # share of weights set to 0, over all convolutions

    def __init__(self, file: Path):
        super().__init__(file)
        prune(self.net, *self.settings)

    @torch.no_grad()
    def say(self, images: Tensor) -> Tensor:
        return self.net(images)


def prune(net: MobileFaceNet, share: float) -> None:
    """Sets the `share` of its convolutions' weights that are smallest, all layers together, to 0."""
    weights = [layer.weight for layer in net.modules() if isinstance(layer, nn.Conv2d)]
    sizes = torch.cat([weight.abs().flatten() for weight in weights])
    limit = sizes.kthvalue(max(1, round(share * len(sizes)))).values
    for weight in weights:
        weight.data[weight.abs() <= limit] = 0
