"""The model cards of the manifest: what is said in words here, and the figures of `npm run evaluate`.

    python -m distill.cards                      puts them into the manifest, after an evaluation
"""

from __future__ import annotations

import json

from .paths import MODELS, ROOT, RUNS

MANIFEST = MODELS / "manifest.json"
RESULTS = ROOT / "public/evidence/results.json"
ASKED = {"judge": "edgeface-xs", "moves": "quality"}

SHARED = {
    "labels": "'utility': a ridge regression of a crop's mean similarity to its person's other photos (two MobileFaceNet recognisers), on embedding "
    "lengths of three recognisers, LightQNet's score, the pose shown by the landmarks and, for a degraded picture, its distance from the original; "
    "the lowest third counts six times. No person rated anything.",
    "licence": "Research and non-commercial use: the training sets are licensed for that alone. The starting weights are MIT (npm: "
    "faceplugin-face-recognition-js 0.0.1).",
    "intended_use": "To rank face crops by how useful they are for automatic recognition, and to see how that rank depends on alignment. Not a measure of "
    "beauty, identity, age, health or consent, and not to be used to decide about people. The second output, `embedding` (512-d, the net's own "
    "length, not L2-normalised), is there for checking the distillation.",
    "limits": "112 x 112 crops on the ArcFace template. What the training data lack: persons (374, all of them celebrities, have the two photos and "
    "more that utility is measured by; 10,260 of the 17,091 photos have no name); Black people (187 of the 4,500 photos that say, UTKFace's; of the others nobody "
    "knows) and people of 70 and more (375); children but for UTKFace's 1,788; passport photos, video and surveillance; infrared; occlusion; and but for MTFL's "
    "low resolution any natural degradation: blur, noise, darkness and compression were made by program. Who is rare there is scored less surely. How scores differ between groups of people is told below; "
    "whether recognition errs more often on some of them has not been measured. The 0-100 scale is the percentile in LFW-D, 7,701 LFW photos, "
    "half of them degraded by us: it compares with those and with nothing else.",
    "known_failures": "A crop without any face still gets a score. Full profiles were few in training (480 photos). Masks, hands and sunglasses are "
    "judged less well than blur, noise and darkness, which it has seen.",
}
MENDING = (
    " It scores the crop as it ought to be cut. A recogniser that gets the crop as it is suffers from a bad cut, and this score does not tell of it: `alignment` "
    "does. Cut the crop again by it for the recogniser, too, or look at both."
)
WITHOUT_ALIGNMENT = " The score says as much of the alignment as of the face: on a crop by the face box it moves by two thirds of a standard deviation and more."
KNOWN_FAILURES = {"plumb-m": MENDING, "plumb-s": MENDING, "plumb-m-baseline": WITHOUT_ALIGNMENT, "plumb-s-baseline": WITHOUT_ALIGNMENT}
DATA = (
    "CelebA (254 persons), UTKFace, CFP (120 persons, with full profiles) and MTFL; 17,091 photos, each as it is and degraded in three ways. "
    "LFW was used for the score scale and the report only."
)
GROUP_NOTES = {
    "utkface": "They are training data of this model: this is what it learned, not how it does on others. Ages, sexes and ethnicities are the set's own "
    "labels, estimated by a program and checked by a person, and not what people say of themselves. The photos of two groups differ in more than the group, as in "
    "sharpness and light: a difference does not tell its cause, nor whether recognition errs more often.",
}
SELF_ALIGNING = (
    " A locator in front of it, trained on the same photos cut in every wrong way, finds how the crop is cut; the crop is cut again, and the quality network looks "
    "at that. The quality network started as {baseline} and learnt in three more passes, each crop misaligned anew, to say what {baseline} says of the crop "
    "properly aligned (AI-KD, with the baseline as frozen teacher and as base FIQA)."
)
ALIGNMENT = {
    "plumb-m": SELF_ALIGNING.format(baseline="plumb-m-baseline"),
    "plumb-m-baseline": " Each crop was properly aligned: what plumb-m started as, and is compared with.",
    "plumb-s": SELF_ALIGNING.format(baseline="plumb-s-baseline"),
    "plumb-s-baseline": " Each crop was properly aligned: what plumb-s started as, and is compared with. Before training the recogniser was slimmed to a quarter of its "
    "operations.",
}
LOCATOR_RECORD = RUNS / "locator.json"
LOCATOR = {
    "data": "CelebA (254 persons), UTKFace, CFP (120 persons, with full profiles) and MTFL; 17,091 photos, half of the time degraded anew, cut by jittered landmarks, "
    "turned, scaled and shifted as far as the Lab's sweeps go, or by the bare face box.",
    "labels": "The similarity from the properly aligned crop to the crop at hand, which is known exactly, since the crop was cut by it. Properly aligned is what five landmarks "
    "say: YuNet's, or for MTFL those that persons marked.",
    "licence": SHARED["licence"].replace("The starting weights are MIT (npm: faceplugin-face-recognition-js 0.0.1).", "The weights started at random."),
    "intended_use": "To cut face crops again, for any recogniser on the ArcFace template, where landmarks are bad or there are none, and to see how badly a crop is cut.",
    "limits": "112 x 112 crops that show one face, turned by up to 45 degrees and between 0.6 and 1.6 times as large as they ought to be. What lies outside the crop is "
    "lost: a mended crop is black there, and one cut from the photo again is better.",
    "known_failures": "It says something of a crop without any face, too. Full profiles, of which there were few in training, it places less well (below). Faces upside "
    "down it has not seen.",
}


def locator_card() -> dict:
    """What the manifest says of the locator, with the figures of `python -m distill.evaluate_locator`."""
    if not LOCATOR_RECORD.exists():
        return LOCATOR | {"figures": []}
    record = json.loads(LOCATOR_RECORD.read_text())
    lines = [
        {
            "name": f"Off by, {name}, % of the inter-eye distance, median (as cut)",
            "value": ", ".join(f"{condition} {row['mended']:.1f} ({row['as cut']:.1f})" for condition, row in rows.items()),
            "command": record["command"],
        }
        for name, rows in record["error"].items()
    ]
    lines += [
        {
            "name": f"FNMR of {judge} at the threshold of FMR 1e-3 on proper crops, {name}, mended (as cut)",
            "value": ", ".join(f"{condition} {row['mended']['FNMR']:.3f} ({row['as cut']['FNMR']:.3f})" for condition, row in rows.items()),
            "command": record["command"],
        }
        for name, judges in record["recognition"].items() for judge, rows in judges.items()
    ]
    return LOCATOR | {"figures": lines}


def results_of(model_id: str, sha256: str) -> dict | None:
    """The evaluation, where it is of this very file."""
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {"methods": []}
    return results if any((method["id"], method["sha256"]) == (model_id, sha256) for method in results["methods"]) else None


def figures(model_id: str, results: dict | None) -> list[dict[str, str]]:
    """Lines with the command that printed each: of the evaluation, where there is one of this model, and of the rounding."""
    out = []
    if results:
        label = {part["id"]: part["label"] for part in [*results["sets"], *results["conditions"]]}
        for set_id in (part["id"] for part in results["sets"]):
            rows = rows_of(results, set_id, model_id)
            for what, key in (("pAUC@0.3", "pauc30"), ("RMSE in standard deviations", "rmse")):
                values = [f"{label[row['condition']].lower()} {row[key]:.3f}" for row in rows if row[key] is not None]
                if values:
                    out.append({"name": f"{what} on {label[set_id]}, judge EdgeFace-XS on proper crops, all impostors", "value": ", ".join(values), "command": results["command"]})
    if (RUNS / "int8.json").exists():
        record = json.loads((RUNS / "int8.json").read_text())
        if difference := record["models"].get(model_id):
            out.append({
                "name": "int8 against fp32 weights, points of 100 on 1,000 crops of split val",
                "value": f"at most {difference['largest']:.2f}, on average {difference['mean']:.3f}",
                "command": record["command"],
            })
    return out


def rows_of(results: dict, set_id: str, model_id: str) -> list[dict]:
    """By all impostors of the set's own kinds, as README quotes; nothing by a threshold that too few of them set."""
    asked = ASKED | {"set": set_id, "method": model_id, "impostors": "all"}
    return [row for row in results["rows"] if {key: row[key] for key in asked} == asked and not row.get("too_few_impostors", False)]


def groups(results: dict, model_id: str) -> list[dict]:
    """How the model scores groups of people, a table for each set of labelled images that there is something to say of."""
    out = []
    for part in results.get("grouped", []):
        rows = [row for row in results["groups"] if row["set"] == part["id"] and row["method"] == model_id]
        if rows and part["id"] in GROUP_NOTES:
            told = {"label": part["label"], "images": part["images"], "note": GROUP_NOTES[part["id"]], "command": part["command"]}
            out.append(told | {"rows": [{key: row[key] for key in ("attribute", "value", "images", "quartiles", "higher")} for row in rows]})
    return out


def card(model_id: str, sha256: str) -> dict:
    """All that the manifest says of a model in words and figures, as far as this file was evaluated."""
    results = results_of(model_id, sha256)
    told = groups(results, model_id) if results else []
    failures = SHARED["known_failures"] + KNOWN_FAILURES.get(model_id, "")
    return {"data": DATA + ALIGNMENT[model_id]} | SHARED | {"known_failures": failures, "figures": figures(model_id, results)} | ({"groups": told} if told else {})


if __name__ == "__main__":
    manifest = json.loads(MANIFEST.read_text())
    for entry in manifest["models"]:
        entry["card"] = card(entry["id"], entry["sha256"])
    if "locator" in manifest:
        manifest["locator"]["card"] = locator_card()
    MANIFEST.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
