"""A recogniser with fewer channels inside its bottlenecks, started from the large one's weights.

A bottleneck expands its input to hidden channels (1 x 1 convolution), filters each of them (depthwise) and projects them
back. Whatever lies between bottlenecks keeps its width, so the slim net speaks the large one's language, and its embedding
can be held to the large one's. Three steps, none of which trains:

1. In each bottleneck channels leave one by one, always the one that is missed least once the projection is fitted anew to
   those that stay (optimal brain surgeon, Hassibi & Stork 1993, on the outputs of one layer).
2. A budget of multiply-accumulates says how many leave where: always where the next ones cost the least error, as a share of
   what the net holds at that place, for each operation saved. (Done once: plumb-s's widths stand in student.py.)
3. From the first bottleneck to the last, each projection is fitted by least squares to what the large net holds at its place,
   given what the slim net feeds it: errors of earlier bottlenecks are taken back as far as that goes (He et al. 2017, 1707.06168).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import onnx
import torch
from onnx import TensorProto, numpy_helper
from torch import Tensor

from .graph import Recogniser, attributes

STEP = 8                                                # channels that leave at once, and the fewest that stay: vector units like eights
DAMPING = 1e-4                                          # of a covariance before it is inverted, as a share of its mean variance
RIDGE = 0.3                                             # of a fit to n samples of c channels, as a share of c / n mean squares


@dataclass(frozen=True)
class Bottleneck:
    """The nodes of one bottleneck, by number, and the names of the values around its projection."""

    expand: int
    depthwise: int
    slopes: tuple[int, ...]
    project: int
    hidden: str                                         # what the projection reads
    skip: str | None                                    # what is added to its output
    total: str                                          # the sum; the output itself where nothing is added


def slimmed(graph: onnx.GraphProto, crops: np.ndarray, widths: Sequence[int]) -> onnx.GraphProto:
    """The graph with only so many channels in each of its bottlenecks, in order: those that these crops miss most.

    crops: uint8 RGB [n, 112, 112, 3], properly aligned; some hundreds. ValueError where it has another number of bottlenecks.
    """
    teacher, found, (order, _) = Recogniser(graph), bottlenecks(graph), departing(graph, crops)
    kept = {b: np.sort(order[b][-width:]) for b, width in zip(found, widths, strict=True)}
    out = cut(graph, kept)
    for b in found:
        # A projection may itself expand for the next bottleneck; then some of its outputs are gone.
        left = next((kept[other] for other in found if other.expand == b.project), slice(None))
        out = refitted(out, teacher, b, left, crops)
    return out


def shape_of(graph: onnx.GraphProto, widths: Sequence[int]) -> onnx.GraphProto:
    """A graph of the same shape as the slimmed one, without any crop: its weights are those of whatever channels come first."""
    return cut(graph, {b: np.arange(width) for b, width in zip(bottlenecks(graph), widths, strict=True)})


def affordable(graph: onnx.GraphProto, crops: np.ndarray, budget: float) -> tuple[int, ...]:
    """How many channels each bottleneck may keep for `budget` multiply-accumulates, where these crops miss them least; in order.
    ValueError where the budget is below the smallest net."""
    count = allotted(graph, departing(graph, crops)[1], budget)
    return tuple(count[b] for b in bottlenecks(graph))


def departing(graph: onnx.GraphProto, crops: np.ndarray) -> tuple[dict[Bottleneck, np.ndarray], dict[Bottleneck, np.ndarray]]:
    """In which order each bottleneck's channels leave, and what is lost by then as a share of what the net holds at its place."""
    found, order, loss = bottlenecks(graph), {}, {}
    covariance = covariances(Recogniser(graph), [name for b in found for name in (b.hidden, b.total)], crops)
    for b in found:
        order[b], lost = departures(covariance[b.hidden], constant(graph, b.project)[:, :, 0, 0])
        loss[b] = lost / np.trace(covariance[b.total])
    return order, loss


def bottlenecks(graph: onnx.GraphProto) -> list[Bottleneck]:
    """One for each depthwise convolution whose channels one convolution makes and one other, 1 x 1, reads."""
    nodes = graph.node
    maker = {node.output[0]: index for index, node in enumerate(nodes)}
    readers: dict[str, list[int]] = {}
    for index, node in enumerate(nodes):
        for name in node.input:
            readers.setdefault(name, []).append(index)

    def before(index: int) -> int | None:
        return maker.get(nodes[index].input[0])

    def behind(index: int) -> int | None:
        found = readers.get(nodes[index].output[0], [])
        return found[0] if len(found) == 1 else None

    def beyond_slopes(index: int | None, step: Callable[[int], int | None], slopes: list[int]) -> int | None:
        while index is not None and nodes[index].op_type == "PRelu":
            slopes.append(index)
            index = step(index)
        return index

    found = []
    for depthwise in (i for i, node in enumerate(nodes) if node.op_type == "Conv" and attributes(node)["group"] > 1):
        slopes: list[int] = []
        expand = beyond_slopes(before(depthwise), before, slopes)
        project = beyond_slopes(behind(depthwise), behind, slopes)
        if any(end is None or nodes[end].op_type != "Conv" for end in (expand, project)):
            continue
        output = nodes[project].output[0]
        # The input of a later sum, too, is a projection's output; its own sum is the next node.
        add = nodes[project + 1] if project + 1 in readers.get(output, []) and nodes[project + 1].op_type == "Add" else None
        skip = next(name for name in add.input if name != output) if add else None
        found.append(Bottleneck(expand, depthwise, tuple(slopes), project, nodes[project].input[0], skip, add.output[0] if add else output))
    return found


def departures(covariance: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """In which order the inputs of a linear layer leave best, and what is lost by then.

    covariance [c, c] of the inputs, weight [o, c] -> order int [c], the first leaves first; loss [c + 1]: the outputs' summed
    squared error once k have left and the others' weights are fitted anew.
    """
    variance = np.trace(covariance) / len(covariance)
    inverse = np.linalg.inv(covariance + DAMPING * variance * np.eye(len(covariance)))
    weight, there = weight.astype(np.float64), np.ones(len(covariance), bool)
    order, loss = [], [0.0]
    for _ in range(len(covariance)):
        price = np.full(len(covariance), np.inf)
        price[there] = (weight[:, there] ** 2).sum(0) / np.diag(inverse)[there]
        leaving = int(np.argmin(price))
        order.append(leaving)
        loss.append(loss[-1] + price[leaving])
        share = inverse[leaving] / inverse[leaving, leaving]
        weight = weight - np.outer(weight[:, leaving], share)
        inverse = inverse - np.outer(inverse[:, leaving], share)
        there[leaving] = False
    return np.array(order), np.array(loss)


def allotted(graph: onnx.GraphProto, loss: dict[Bottleneck, np.ndarray], budget: float) -> dict[Bottleneck, int]:
    """How many channels each bottleneck keeps. loss [c + 1]: as departures gives it, in shares that compare."""
    operations = operations_of(graph)
    count = {b: len(lost) - 1 for b, lost in loss.items()}
    total = operations(count)

    def price(b: Bottleneck) -> float:
        gone = len(loss[b]) - 1 - count[b]
        return (loss[b][gone + STEP] - loss[b][gone]) / (total - operations(count | {b: count[b] - STEP}))

    while total > budget:
        able = [b for b in count if count[b] >= 2 * STEP]
        if not able:
            raise ValueError(f"The smallest net that keeps all widths between bottlenecks takes {total:,} operations, not {budget:,}.")
        count[min(able, key=price)] -= STEP
        total = operations(count)
    return count


def operations_of(graph: onnx.GraphProto) -> Callable[[dict[Bottleneck, int]], int]:
    """The net's multiply-accumulates for one face as a function of its bottlenecks' channels."""
    recogniser = Recogniser(graph)
    with torch.no_grad():
        values = recogniser.values(torch.zeros(1, 3, 112, 112))
    layers = {int(name): recogniser.layers[name] for operator, name, _, _ in recogniser.plan if operator == "Conv"}
    places = {int(name): values[output][0, 0].numel() for operator, name, _, output in recogniser.plan if operator == "Conv"}

    def operations(count: dict[Bottleneck, int]) -> int:
        made = {index: channels for b, channels in count.items() for index in (b.expand, b.depthwise)}
        read = {b.project: channels for b, channels in count.items()}
        return sum(
            places[index] * made.get(index, layer.out_channels) * math.prod(layer.kernel_size)
            * (1 if layer.groups > 1 else read.get(index, layer.in_channels))
            for index, layer in layers.items()
        )

    return operations


def cut(graph: onnx.GraphProto, kept: dict[Bottleneck, np.ndarray]) -> onnx.GraphProto:
    """The graph with only these hidden channels, int [k], of each bottleneck; their weights are as they were."""
    out = onnx.GraphProto()
    out.CopyFrom(graph)
    for b, channels in kept.items():
        for index in (b.expand, b.depthwise, *b.slopes):
            for place in range(1, len(out.node[index].input)):
                replace(out, index, constant(out, index, place)[channels], place)
        replace(out, b.project, constant(out, b.project)[:, channels])
        next(a for a in out.node[b.depthwise].attribute if a.name == "group").i = len(channels)
    return out


def refitted(graph: onnx.GraphProto, teacher: Recogniser, b: Bottleneck, left: np.ndarray | slice, crops: np.ndarray) -> onnx.GraphProto:
    """The slim graph with the projection of one bottleneck fitted to the teacher. left: which of its outputs the graph still has."""
    slim = Recogniser(graph)
    squares, products, n = 0.0, 0.0, 0
    with torch.no_grad():
        for x in inputs_of(crops):
            ours, target = slim.values(x, b.total), teacher.values(x, b.total)[b.total]
            wanted = rows((target - ours[b.skip] if b.skip else target)[:, left])           # [places, o]
            hidden = rows(ours[b.hidden])                                                   # [places, c]
            hidden = torch.cat([hidden, torch.ones(len(hidden), 1, dtype=hidden.dtype)], 1)
            squares, products, n = squares + hidden.T @ hidden, products + hidden.T @ wanted, n + len(hidden)
    channels = len(squares) - 1
    # Towards the weights that it has, as they are a better guess than 0; the bias is free.
    now = np.vstack([constant(graph, b.project)[:, :, 0, 0].T, constant(graph, b.project, 2)])   # [c + 1, o]
    ridge = np.full(channels + 1, RIDGE * channels / n * float(squares.trace() - n) / channels)
    ridge[-1] = 0
    fitted = np.linalg.solve(squares.numpy() + np.diag(ridge), products.numpy() + ridge[:, None] * now).astype(np.float32)
    out = onnx.GraphProto()
    out.CopyFrom(graph)
    replace(out, b.project, fitted[:-1].T[:, :, None, None])
    replace(out, b.project, fitted[-1], 2)
    return out


def covariances(recogniser: Recogniser, names: list[str], crops: np.ndarray) -> dict[str, np.ndarray]:
    """The covariance [c, c] of each of these values over crops and places."""
    sums, squares, n = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0.0), dict.fromkeys(names, 0)
    with torch.no_grad():
        for x in inputs_of(crops):
            values = recogniser.values(x)
            for name in names:
                value = rows(values[name])
                sums[name], squares[name], n[name] = sums[name] + value.sum(0), squares[name] + value.T @ value, n[name] + len(value)
    return {name: (squares[name] / n[name] - torch.outer(sums[name], sums[name]) / n[name] ** 2).numpy() for name in names}


def inputs_of(crops: np.ndarray, chunk: int = 16) -> Iterator[Tensor]:
    """uint8 RGB crops [n, 112, 112, 3] as the recogniser takes them, some at a time: BGR [chunk, 3, 112, 112]."""
    for i in range(0, len(crops), chunk):
        yield (torch.from_numpy(np.ascontiguousarray(crops[i : i + chunk, ..., ::-1])).permute(0, 3, 1, 2).float() - 127) / 128


def rows(value: Tensor) -> Tensor:
    """[b, c, h, w] -> float64 [b x h x w, c]."""
    return value.movedim(1, -1).flatten(0, -2).double()


def held(graph: onnx.GraphProto, index: int, place: int) -> TensorProto:
    """The graph's own tensor behind a constant; see `constant`."""
    name = graph.node[index].input[place]
    return next(i for i in graph.initializer if i.name == name)


def constant(graph: onnx.GraphProto, index: int, place: int = 1) -> np.ndarray:
    """A constant of a node by its place among the node's inputs: 1 the weight or the slopes, 2 the bias."""
    return numpy_helper.to_array(held(graph, index, place))


def replace(graph: onnx.GraphProto, index: int, value: np.ndarray, place: int = 1) -> None:
    """Puts a value in a constant's place; see `constant`."""
    tensor = held(graph, index, place)
    tensor.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(value), tensor.name))
