import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from actions.deps import ROOT
from actions.words import Joined, Phrase, UnknownWords, Words, fill

FILES = sorted((ROOT / "bot/dialogue/responses").glob("*.yml"))
VARIANTS = [
    (name, entry)
    for path in FILES
    for name, entries in yaml.safe_load(path.read_text(encoding="utf-8"))["responses"].items()
    for entry in entries
]
HIGHEST_GRADE = 9.0
LONG = 12
"""Words from which a text is long enough to have a reading level."""


def test_a_line_with_an_empty_variable_is_left_out():
    assert fill("A {x}\nB {y}\n\n\nC", {"x": "1", "y": ""}) == "A 1\n\nC"


def test_a_variable_nobody_fills_is_an_error():
    with pytest.raises(UnknownWords, match="no value for y"):
        fill("{x} {y}", {"x": "1"})


def test_a_phrase_nobody_wrote_is_an_error(words: Words):
    with pytest.raises(UnknownWords):
        words.say(Phrase("utter_no_such_thing"))


@given(st.dictionaries(st.sampled_from("abc"), st.text(alphabet="xy{}$%\n "), min_size=3))
def test_values_are_never_filled_in_again(values):
    said = fill("{a}|{b}|{c}", values)
    expected = "|".join(values[k] for k in "abc")
    assert said == ("" if not all(values.values()) else re.sub("\n{3,}", "\n\n", expected).strip())


def test_empty_items_leave_no_separator(words: Words):
    assert words.say(Joined(("a", "", "b"), ", ")) == "a, b"


def test_a_response_file_holds_only_words():
    for name, entry in VARIANTS:
        text = entry["text"]
        assert set(entry) <= {"text", "condition", "channel"}, name
        for condition in entry.get("condition", ()):
            assert condition == {"type": "slot", "name": "language", "value": "es"}, name
        assert not re.search(r"\$\d|\d%", text), f"{name}: a figure"
        assert "O*NET" not in text.replace("O*NET®", ""), f"{name}: the mark is missing"


def test_every_response_but_bare_patterns_is_also_in_spanish():
    spanish = {name for name, entry in VARIANTS if entry.get("condition")}
    only_english = {name for name, entry in VARIANTS} - spanish
    for name, entry in VARIANTS:
        if name in only_english:
            assert not re.search("[a-z]{3}", re.sub(r"\{\w+\}", "", entry["text"])), name


def test_both_languages_of_a_response_use_the_same_values():
    used: dict[str, set[frozenset[str]]] = {}
    for name, entry in VARIANTS:
        used.setdefault(name, set()).add(frozenset(re.findall(r"\{(\w+)\}", entry["text"])))
    assert [name for name, sets in used.items() if len(sets) > 1] == []


def test_every_response_that_the_code_names_is_written(words: Words):
    missing = set()
    for path in (ROOT / "actions").rglob("*.py"):
        for name in re.findall(r'(?<!f)"(utter_\w+)"', path.read_text(encoding="utf-8")):
            missing |= set() if name in words else {f"{path.name}: {name}"}
    assert missing - {"base.py: utter_action"} == set()


def test_every_button_of_a_topic_has_a_label(words: Words):
    named = set()
    for path in (ROOT / "actions").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for call in re.findall(r"(?:\bbutton|\.next|fixed|person)\(([^()]*)\)", source):
            named |= set(re.findall(r'"([a-z_]+)"', call))
    topics = {name for name in named if not name.startswith("utter_")}
    assert {n for n in topics if f"utter_label_{n}" not in words} <= {"goodbye", "thanks"} | {
        "smalltalk", "bot_identity", "personal_data",
    }  # fmt: skip


def test_english_words_read_at_grade_nine_or_below():
    for name, entry in VARIANTS:
        text = re.sub(r"\{\w+\}", "it", entry["text"])
        if not entry.get("condition") and len(text.split()) >= LONG:
            assert grade(text) <= HIGHEST_GRADE, f"{name}: grade {grade(text):.1f}"


def grade(text: str) -> float:
    """Flesch-Kincaid grade; a line is a sentence too."""
    sentences = [s for s in re.split(r"[.!?]\s|\n", text) if re.search(r"\w", s)]
    found = re.findall(r"[A-Za-z']+", text)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", w.lower().rstrip("e")))) for w in found)
    return 0.39 * len(found) / len(sentences) + 11.8 * syllables / len(found) - 15.59


def test_a_response_in_two_files_is_an_error(tmp_path: Path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.yml").write_text("responses: {utter_x: [{text: x}]}")
    with pytest.raises(ValueError, match="two files"):
        Words.load(tmp_path)
