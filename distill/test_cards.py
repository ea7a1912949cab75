"""The figures of the cards are those of the evaluation."""

from .cards import rows_of


def row(set_id: str, impostors: str, **change) -> dict:
    return {"set": set_id, "judge": "edgeface-xs", "moves": "quality", "method": "plumb-m", "impostors": impostors} | change


def test_a_card_goes_by_the_listed_impostors_and_by_all_where_none_are_listed():
    listed, every, unlisted = row("lfw", "listed"), row("lfw", "all"), row("celeba-val", "all")
    results = {"rows": [every, listed, unlisted, row("lfw", "listed", moves="both"), row("lfw", "listed", judge="other"), row("lfw", "listed", method="random")]}
    assert rows_of(results, "lfw", "plumb-m") == [listed]
    assert rows_of(results, "celeba-val", "plumb-m") == [unlisted]
    assert rows_of(results, "cfp-val", "plumb-m") == []
