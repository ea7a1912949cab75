import numpy as np
import onnx
import pytest
import torch
from onnx import helper, numpy_helper

from .graph import Recogniser
from .slim import affordable, allotted, bottlenecks, constant, covariances, cut, departures, inputs_of, operations_of, refitted, replace, shape_of, slimmed


def net() -> onnx.GraphProto:
    """Three bottlenecks as the recogniser's begin, go on and add: [1, 3, 112, 112] -> [1, 4]; hidden 32, 16 and 24, so the
    first one's projection expands for the second, and the third adds to what the second gives."""
    rng = np.random.default_rng(0)
    nodes, constants = [], []

    def conv(source: str, name: str, shape: tuple[int, ...], stride: int = 1, group: int = 1) -> str:
        constants.append((f"{name}.w", rng.normal(0, (2 / np.prod(shape[1:])) ** 0.5, shape)))
        constants.append((f"{name}.b", rng.normal(0, 0.1, shape[0])))
        k = shape[2]
        nodes.append(helper.make_node(
            "Conv", [source, f"{name}.w", f"{name}.b"], [name], kernel_shape=[k, k], strides=[stride] * 2,
            pads=[k // 2 if k == 3 else 0] * 4, dilations=[1, 1], group=group,
        ))
        return name

    def slope(source: str, channels: int) -> str:
        constants.append((f"{source}.a", rng.uniform(0, 0.5, (channels, 1, 1))))
        nodes.append(helper.make_node("PRelu", [source, f"{source}.a"], [f"{source}.p"]))
        return f"{source}.p"

    x = slope(conv("x", "stem", (32, 3, 3, 3), stride=8), 32)
    x = slope(conv(x, "depth1", (32, 1, 3, 3), group=32), 32)
    x = slope(conv(x, "project1", (16, 32, 1, 1)), 16)
    x = slope(conv(x, "depth2", (16, 1, 3, 3), stride=2, group=16), 16)
    skip = conv(x, "project2", (8, 16, 1, 1))
    x = slope(conv(skip, "expand3", (24, 8, 1, 1)), 24)
    x = slope(conv(x, "depth3", (24, 1, 3, 3), group=24), 24)
    nodes.append(helper.make_node("Add", [skip, conv(x, "project3", (8, 24, 1, 1))], ["sum"]))
    conv("sum", "last", (4, 8, 7, 7))
    nodes.append(helper.make_node("Reshape", ["last", "shape"], ["y"]))
    value = helper.make_tensor_value_info
    held = [numpy_helper.from_array(v.astype(np.float32), name) for name, v in constants]
    held.append(numpy_helper.from_array(np.array([-1, 4]), "shape"))
    return helper.make_graph(nodes, "net", [value("x", 1, [1, 3, 112, 112])], [value("y", 1, [1, 4])], held)


def crops(n: int, seed: int = 0) -> np.ndarray:
    """Smooth ones, so that neighbouring places are alike as they are in faces."""
    coarse = np.random.default_rng(seed).integers(0, 256, (n, 14, 14, 3)).astype(np.uint8)
    return coarse.repeat(8, 1).repeat(8, 2)


def embeddings(graph: onnx.GraphProto, images: np.ndarray) -> np.ndarray:
    with torch.no_grad():
        return torch.cat([Recogniser(graph)(x) for x in inputs_of(images)]).numpy()


def widths(graph: onnx.GraphProto) -> list[int]:
    return [len(constant(graph, b.depthwise)) for b in bottlenecks(graph)]


def with_copies(graph: onnx.GraphProto) -> onnx.GraphProto:
    """The second half of every bottleneck's channels says what the first half says, in another loudness."""
    for b in bottlenecks(graph):
        half = len(constant(graph, b.depthwise)) // 2
        for index in (b.expand, b.depthwise, *b.slopes):
            for place in range(1, len(graph.node[index].input)):
                loud = 1.5 if index == b.depthwise else 1
                first = constant(graph, index, place)[:half]
                replace(graph, index, np.concatenate([first, loud * first]), place)
    return graph


def test_bottlenecks_are_found_with_their_surroundings():
    graph = net()
    found = bottlenecks(graph)
    name = lambda index: graph.node[index].output[0]  # noqa: E731
    assert [(name(b.expand), name(b.depthwise), name(b.project)) for b in found] == [
        ("stem", "depth1", "project1"), ("project1", "depth2", "project2"), ("expand3", "depth3", "project3")
    ]
    assert [(b.hidden, b.skip, b.total) for b in found] == [
        ("depth1.p", None, "project1"), ("depth2.p", None, "project2"), ("depth3.p", "project2", "sum")
    ]


def test_channels_that_are_read_elsewhere_too_are_no_bottleneck(recogniser):
    assert bottlenecks(recogniser.graph) == []          # its depthwise convolution is added to its own input


def test_what_is_lost_is_what_the_best_fit_to_the_others_leaves():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(500, 3)) @ rng.normal(size=(3, 7)) + 0.3 * rng.normal(size=(500, 7))
    x -= x.mean(0)
    weight = rng.normal(size=(4, 7))
    order, loss = departures(x.T @ x / len(x), weight)

    def left_by(gone: np.ndarray) -> float:
        stay = np.delete(x, gone, axis=1)
        fit = np.linalg.lstsq(stay, x @ weight.T, rcond=None)[0]
        return float((((stay @ fit) - x @ weight.T) ** 2).sum() / len(x))

    assert sorted(order) == list(range(7)) and loss[0] == 0
    assert loss[1:7] == pytest.approx([left_by(order[:k]) for k in range(1, 7)], rel=0.01)
    assert left_by(order[:1]) == min(left_by(np.array([i])) for i in range(7))


def test_copies_of_channels_leave_without_a_trace():
    graph = with_copies(net())
    full = operations_of(graph)({})
    half = operations_of(graph)({b: w // 2 for b, w in zip(bottlenecks(graph), widths(graph))})
    assert half < 0.7 * full
    slim = slimmed(graph, crops(40), affordable(graph, crops(40), half + 0.05 * (full - half)))
    assert operations_of(slim)({}) <= half + 0.05 * (full - half)
    unseen = crops(8, seed=1)
    expected = embeddings(graph, unseen)
    assert np.abs(embeddings(slim, unseen) - expected).max() < 0.02 * expected.std()


def test_a_budget_is_kept_in_steps_of_eight_and_no_bottleneck_vanishes():
    graph = net()
    found = bottlenecks(graph)
    operations = operations_of(graph)
    smallest = operations(dict.fromkeys(found, 8))
    even = {b: np.arange(w + 1.0) / w for b, w in zip(found, widths(graph))}
    for budget in (operations({}), 0.8 * operations({}), smallest):
        count = allotted(graph, even, budget)
        assert operations(count) <= budget and all(n % 8 == 0 and n >= 8 for n in count.values())
    assert set(count.values()) == {8}
    with pytest.raises(ValueError, match="smallest net"):
        allotted(graph, even, smallest - 1)


def test_channels_leave_where_they_cost_less():
    graph = net()
    first, second, third = bottlenecks(graph)
    loss = {first: np.linspace(0, 100, 33), second: np.linspace(0, 100, 17), third: np.linspace(0, 1, 25)}
    count = allotted(graph, loss, operations_of(graph)({third: 8}))
    assert count == {first: 32, second: 16, third: 8}


def test_operations_are_those_of_the_net_that_is_cut():
    graph = net()
    kept = {b: np.arange(8) for b in bottlenecks(graph)}
    assert operations_of(graph)({b: 8 for b in kept}) == operations_of(cut(graph, kept))({})
    # 14 x 14: stem, depthwise, projection; 7 x 7: depthwise, projection, expansion, depthwise, projection; and the last.
    assert operations_of(graph)({}) == 196 * (32 * 27 + 32 * 9 + 16 * 32) + 49 * (16 * 9 + 8 * 16 + 24 * 8 + 24 * 9 + 8 * 24) + 4 * 8 * 49


def test_a_fit_takes_back_most_of_what_a_cut_broke():
    graph = net()
    images, unseen = crops(60), crops(20, seed=1)
    third = bottlenecks(graph)[2]
    order, _ = departures(covariances(Recogniser(graph), [third.hidden], images)[third.hidden], constant(graph, third.project)[:, :, 0, 0])
    broken = cut(graph, {third: np.sort(order[-8:])})
    fitted = refitted(broken, Recogniser(graph), third, slice(None), images)
    error = lambda g: ((embeddings(g, unseen) - embeddings(graph, unseen)) ** 2).mean()  # noqa: E731
    assert error(fitted) < 0.5 * error(broken)


def test_the_graph_that_is_slimmed_stays_as_it_is():
    graph = net()
    before = graph.SerializeToString()
    slimmed(graph, crops(20), (24, 8, 16))
    assert graph.SerializeToString() == before


def test_the_shape_of_a_slim_graph_is_known_without_any_crop():
    """Names and sizes of all weights, so that the one's fit into the other."""
    graph = net()
    shapes = lambda g: {name: value.shape for name, value in Recogniser(g).state_dict().items()}  # noqa: E731
    slim = slimmed(graph, crops(20), (24, 8, 16))
    assert widths(slim) == [24, 8, 16] and shapes(shape_of(graph, (24, 8, 16))) == shapes(slim)
    with pytest.raises(ValueError, match="shorter"):
        slimmed(graph, crops(20), (24, 8))
