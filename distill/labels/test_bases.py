from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch

from ..nets.batch_norm import MobileFaceNet
from ..nets.training_free import GradientMagnitude, Pruned, StochasticEmbedding
from .bases import BASES, pre_fiqs, ser_fiq

pytestmark = pytest.mark.usefixtures("one_thread")


def tiny_state() -> dict[str, torch.Tensor]:
    """A net in the layout of MobileFaceNet y1: plain layers, a strided and a residual bottleneck, the last 7 x 7, fc."""
    generator = torch.Generator().manual_seed(0)
    random = lambda *shape: 0.3 * torch.randn(*shape, generator=generator)  # noqa: E731
    state = {}

    def layer(prefix: str, weight: torch.Tensor, act: bool = True) -> None:
        state[f"{prefix}.conv.weight"] = weight
        norm(f"{prefix}.bn", len(weight))
        if act:
            state[f"{prefix}.act.weight"] = torch.full((len(weight),), 0.25)

    def norm(prefix: str, n: int) -> None:
        state[f"{prefix}.weight"], state[f"{prefix}.bias"] = 1 + random(n), random(n)
        state[f"{prefix}.running_mean"], state[f"{prefix}.running_var"] = random(n), 1 + random(n).abs()
        state[f"{prefix}.num_batches_tracked"] = torch.tensor(0)

    layer("body.0", random(4, 3, 3, 3))
    layer("body.1", random(4, 1, 3, 3))
    for index in range(2, 15):                          # as many as y1 has up to its last halving
        layer(f"body.{index}.sep", random(6, 4, 1, 1))
        layer(f"body.{index}.dw", random(6, 1, 3, 3))
        layer(f"body.{index}.proj", random(4, 6, 1, 1), act=False)
    layer("body.15", random(8, 4, 1, 1))
    layer("body.16", random(8, 1, 7, 7), act=False)
    state["fc.weight"], state["fc.bias"] = random(5, 8, 1, 1), random(5)
    norm("fcbn", 5)
    return state


def tiny_file(tmp_path):
    torch.save(tiny_state(), tmp_path / "net.pt")
    return tmp_path / "net.pt"


def crops(n: int) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (n, 112, 112, 3), np.uint8)


def test_the_net_with_its_normalisations_halves_the_sides_four_times():
    net = MobileFaceNet(tiny_state())
    x = torch.zeros(2, 3, 112, 112)
    sides = []
    for layer in net.body:
        x = layer(x)
        sides.append(x.shape[-1])
    assert [sides[i] for i in (0, 2, 7, 14, 16)] == [56, 28, 14, 7, 1]
    assert net(torch.zeros(2, 3, 112, 112)).shape == (2, 5)


def test_ser_fiq_is_the_mean_distance_of_all_pairs_of_subnetworks(tmp_path):
    net = StochasticEmbedding(tiny_file(tmp_path))
    found = net(crops(2))
    with torch.no_grad():
        features = net.net.features((torch.from_numpy(crops(2)).permute(0, 3, 1, 2).float() - 127.5) / 128)
        for face in range(2):
            e = [torch.nn.functional.normalize(net.net.last(features[face : face + 1] * mask), dim=1)[0] for mask in net.masks]
            distances = [float((e[i] - e[j]).norm()) for i in range(len(e)) for j in range(len(e)) if i != j]
            assert np.isclose(found[face, 0], np.mean(distances), atol=1e-4)
    assert ser_fiq(np.array([0.0])) == 1 and ser_fiq(np.array([1.0])) < 1


def test_gradients_of_a_face_do_not_depend_on_its_neighbours(tmp_path):
    net = GradientMagnitude(tiny_file(tmp_path))
    together, alone = net(crops(3)), net(crops(3)[1:2])
    assert together.shape == (3, 6) and (together > 0).all()
    assert np.allclose(together[1], alone[0], rtol=1e-3)


def test_gradient_is_the_slope_of_the_distance(tmp_path):
    """The image's column against finite differences along the gradient's sign, where the sum of its sizes is the slope."""
    net = GradientMagnitude(tiny_file(tmp_path))
    net.net.double()
    x = torch.rand(1, 3, 112, 112, dtype=torch.float64, generator=torch.Generator().manual_seed(1)) * 2 - 1

    def distance(images):
        return float(net.say(images.clone())[0, -1])

    net.distances.clear()
    moved = x.clone().requires_grad_(True)
    net.net(moved)
    sign = torch.autograd.grad(sum(net.distances).sum(), moved)[0].sign()
    slope = (distance(x + 1e-7 * sign) - distance(x - 1e-7 * sign)) / 2e-7
    assert np.isclose(slope, float(net.say(x.clone())[0, 0]), rtol=1e-2)


def test_pruning_zeroes_the_smallest_weights_of_all_layers_together(tmp_path):
    net = Pruned(tiny_file(tmp_path))
    weights = torch.cat([m.weight.flatten() for m in net.net.modules() if isinstance(m, torch.nn.Conv2d)])
    assert np.isclose(float((weights == 0).float().mean()), 0.4, atol=0.01)
    whole = np.array([[1.0, 0], [0, 2]])
    assert pre_fiqs(whole, 3 * whole).tolist() == [1, 1]
    assert np.isclose(pre_fiqs(whole[:1], -whole[:1])[0], 0)


def test_every_base_reads_its_nets_answers_the_right_way_round():
    """By what is known of each answer: which numbers count, and which way they point. The first crop is the worse one."""
    short, long = np.zeros(8), np.zeros(8)
    short[3], long[5] = 1, 2
    apart, agreeing = np.array([1.0, 0]), np.array([0.0, 3])
    embeddings = {net: np.stack([short, long]) for net in ("npm", "paddle")}
    gradients = np.array([[0, 0, 0, 0, 9.0, 0], [9, 9, 9, 9, 1, 9]])             # after block 14 alone
    said = embeddings | {
        "y1": np.stack([apart, agreeing]), "y1-pruned": np.stack([[0, 1], 2 * agreeing]), "lightqnet": np.array([[0.2], [0.7]]),
        "deepcam": np.array([np.full(10, 0.1), np.eye(10)[0] * 5]), "y1-stochastic": np.array([[0.9], [0.1]]), "y1-gradient": gradients,
    }
    expected = {
        "lightqnet": [0.2, 0.7], "y1-length": [1, 3], "paddle-length": [1, 2], "npm-length": [1, 2], "deepcam-fqa": [0.1, 0.5],
        "ser-fiq": [2 / (1 + np.exp(0.9)), 2 / (1 + np.exp(0.1))], "grafiqs": [-9, -1], "pre-fiqs": [1 - 2**0.5 / 2, 1],
    }
    assert expected.keys() == BASES.keys()
    for name, base in BASES.items():
        assert base.score({net: said[net] for net in base.nets}).tolist() == pytest.approx(expected[name]), name


@pytest.mark.parametrize("kind", [StochasticEmbedding, GradientMagnitude, Pruned])
def test_threads_that_ask_one_net_at_once_hear_what_one_alone_hears(tmp_path, kind):
    net, images = kind(tiny_file(tmp_path)), crops(12)
    with ThreadPoolExecutor(4) as pool:
        assert np.array_equal(np.concatenate([*pool.map(net, np.split(images, 4))]), np.concatenate([net(part) for part in np.split(images, 4)]))
