"""The figures of the cards are those of the evaluation."""

from .cards import GROUP_NOTES, groups, rows_of


def row(set_id: str, impostors: str, **change) -> dict:
    return {"set": set_id, "judge": "edgeface-xs", "moves": "quality", "method": "plumb-m", "impostors": impostors} | change


def test_a_card_goes_by_all_impostors_and_never_by_too_few():
    listed, every, few = row("lfw", "listed"), row("lfw", "all", too_few_impostors=False), row("drawn", "all", too_few_impostors=True)
    results = {"rows": [listed, every, few, row("lfw", "all", moves="both"), row("lfw", "all", judge="other"), row("lfw", "all", method="random")]}
    assert rows_of(results, "lfw", "plumb-m") == [every]
    assert rows_of(results, "drawn", "plumb-m") == []
    assert rows_of(results, "cfp-val", "plumb-m") == []


def test_a_card_tells_the_groups_of_its_own_model():
    rows = [
        {"set": "utkface", "method": method, "attribute": "Sex", "value": "Male", "images": 3, "quartiles": [1, 2, 3], "higher": higher}
        for method, higher in (("plumb-m", 0.4), ("plumb-m-baseline", 0.6))
    ]
    results = {"grouped": [{"id": "utkface", "label": "UTKFace", "images": 9, "missing": 1, "command": "npm run evaluate"}], "groups": rows}
    assert groups(results, "plumb-m") == [{
        "label": "UTKFace", "images": 9, "note": GROUP_NOTES["utkface"], "command": "npm run evaluate",
        "rows": [{"attribute": "Sex", "value": "Male", "images": 3, "quartiles": [1, 2, 3], "higher": 0.4}],
    }]
    assert groups(results, "plumb-x") == []
    assert groups({"rows": []}, "plumb-m") == []
