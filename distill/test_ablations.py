import numpy as np

from . import ablations
from .ablations import QUESTIONS, SETS, answer, change, figures, stamped, table, with_kept, write_table
from .training.config import Config


def judged(people: int = 20, photos: int = 6) -> dict[str, ablations.Judged]:
    """Faces of whom every second one is hard: pairs with it are wrong."""
    n = people * photos
    person = np.repeat(np.arange(people), photos)
    a, b = np.triu_indices(n, 1)
    pairs = np.stack([a, b], axis=1)[person[a] == person[b]]
    hard = np.arange(n) % 2 == 0
    one = ablations.Judged(slice(0, n), np.zeros(n, int), pairs, hard[pairs].any(1), person[pairs[:, 0]])
    return {name + suffix: one for name in SETS for suffix in ("", " undegraded")}


def raw_of(one: np.ndarray) -> np.ndarray:
    """[conditions, versions, n]: it says the same of every crop of a face."""
    return np.stack([np.stack([one, one])] * 4)


def test_a_score_that_knows_the_hard_faces_is_better_than_chance_and_steady():
    sets = judged()
    n = 120
    knows, guesses = (figures(raw_of(v), sets) for v in (np.arange(n) % 2 + np.linspace(0, 0.1, n), np.random.default_rng(0).random(n)))
    assert (knows["celeba"]["pauc"] < guesses["celeba"]["pauc"]).all()
    assert (knows["cfp"]["rmse"] == 0).all()
    found = change(knows, guesses, slice(0, 1))
    assert found["change"] < 0 and found["low"] <= found["change"] <= found["high"] < 0


def test_a_run_is_named_by_what_differs_from_the_usual_alone():
    assert stamped(Config(seed=2)) != stamped(Config(seed=3))
    assert stamped(Config()) == stamped(Config(seed=Config().seed))
    assert len({stamped(q.config) for q in QUESTIONS}) == len({q.config.name for q in QUESTIONS})


def rows() -> list[dict]:
    found = figures(raw_of(np.linspace(0, 1, 120)), judged())
    base = answer("Base FIQA", ablations.BASES["lightqnet"].describe, None, found, None, "")
    label = answer("The label itself", "of a kind", None, found, found, "ser-fiq")
    return [base, label, *(answer(q.about, q.says, q.config, found, found, q.against) for q in QUESTIONS[:3])]


def test_rows_that_cannot_be_made_again_stay_in_their_place():
    made = rows()
    before = [*made[:3], made[3] | {"pauc cfp": [1, 1, 1, 1]}, {"about": "Misalignment", "says": "asked no more"}]
    kept = with_kept([*made[:3], made[4]], before)
    assert [row["says"] for row in kept] == [row["says"] for row in made]
    assert kept[3]["pauc cfp"] == [1, 1, 1, 1]


def test_the_table_has_a_line_a_row_and_leaves_other_words_alone(tmp_path):
    text = table(rows())
    lines = text.splitlines()
    assert len(lines) == 2 + 5 and len({line.count("|") for line in lines}) == 1
    file = tmp_path / "RESULTS.md"
    file.write_text(f"Before.\n{ablations.BEGIN}\nold\n{ablations.END}\nAfter.\n")
    write_table(text, file)
    assert file.read_text() == f"Before.\n{ablations.BEGIN}\n{text}\n{ablations.END}\nAfter.\n"
