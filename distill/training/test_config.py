import argparse
from dataclasses import fields, replace

import pytest

from .config import CHOICES, PRESETS, TEACHERS, WEB, Config, add_options, config_of


def parsed(*arguments: str) -> Config:
    parser = argparse.ArgumentParser()
    add_options(parser)
    return config_of(parser.parse_args(arguments))


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_by_itself_is_its_value(name):
    assert parsed(name) == PRESETS[name]


def test_options_change_what_they_name_and_nothing_else():
    changed = parsed("web", "--name", "mine", "--label", "ser-fiq", "--passes", "1.5", "--versions", "0", "3", "--no-misaligned", "--jitter-px", "3")
    assert changed == replace(WEB, name="mine", label="ser-fiq", passes=1.5, versions=(0, 3), misaligned=False, jitter_px=3.0)


def test_every_field_is_an_option_and_every_choice_a_field():
    expected = {"bool": True, "int": 1, "float": 1.0, "str": "1", "tuple[int, ...]": (1,)}
    for field in fields(Config):
        option, choice = f"--{field.name.replace('_', '-')}", CHOICES.get(field.name, ("1",))[-1]
        found = parsed("web", option, *([] if field.type == "bool" else [choice]))
        assert getattr(found, field.name) == (choice if field.name in CHOICES else expected[field.type])
    assert set(CHOICES) <= {field.name for field in fields(Config)}


def test_an_unknown_word_is_refused():
    with pytest.raises(SystemExit):
        parsed("web", "--optimiser", "lion")


def test_ai_kd_as_the_paper_has_it_is_the_web_preset_and_its_baselines_differ_in_alignment_alone():
    assert PRESETS["plumb-m-ai-kd"] == replace(WEB, name="plumb-m-ai-kd")
    for name in ("plumb-m", "plumb-s"):
        assert replace(PRESETS[f"{name}-baseline"], name=f"{name}-ai-kd", misaligned=True) == PRESETS[f"{name}-ai-kd"]


def test_a_released_student_is_its_baseline_taught_to_look_through_the_locator():
    for name in ("plumb-m", "plumb-s"):
        student, baseline = PRESETS[name], PRESETS[f"{name}-baseline"]
        assert student.initialisation == f"public/models/{name}-baseline.onnx" and student.label == TEACHERS and student.live_teacher
        assert student.locator and not baseline.locator
        assert (student.architecture, student.frozen, student.left_out) == (baseline.architecture, baseline.frozen, baseline.left_out)
