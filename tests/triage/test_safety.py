"""The safety screen: categories, disguises, traps, and what it tells."""

from __future__ import annotations

import ast
import re
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.triage.safety_lists import is_crisis
from triage import (
    safety,
    safety_concepts,
    safety_features,
    safety_head,
    safety_model,
    safety_text,
)


@pytest.mark.parametrize(
    ("category", "text"),
    [
        ("suicide", "I want to die"),
        ("suicide", "everyone would be better off without me"),
        ("suicide", "I wish I could go to sleep and never wake up"),
        ("suicide", "which pills kill you without pain"),
        ("self_harm", "I've been cutting again"),
        ("self_harm", "I punch myself when I mess up"),
        ("third_person", "My friend says she wants to die"),
        ("third_person", "My cousin texted me a suicide note"),
        ("retraction", "forget I said anything about killing, I was being dramatic"),
        ("abuse", "my stepdad comes into my room at night"),
        ("abuse", "I'm scared to go home because my dad will beat me"),
        ("violence", "I'm going to shoot up the school tomorrow"),
        ("violence", "voices in my head tell me to hurt people"),
        ("suicide", "ya no quiero vivir"),
        ("third_person", "mi hijo se corta los brazos"),
        ("abuse", "mi papá me pega"),
        ("violence", "quiero llevar una pistola a la escuela"),
    ],
)
def test_a_message_is_given_its_category(category, text):
    found = safety.screen(text)
    assert found is not None
    assert found.level == "crisis"
    assert found.category in {category, "suicide"} if category == "retraction" else {category}


@pytest.mark.parametrize(
    "text",
    [
        "k!ll mys3lf",
        "I w4nt t0 d1e",
        "k i l l myself",
        "k.i.l.l. myself",
        "i want to d i e",
        "killmyself",
        "iwanttodie",
        "I WANT TO DIEEEE!!!",
        "su*cide is all i think about, i want it",
        "im suicidle",
        "i wnat to kil myslef",
        "і wаnt to diе",  # noqa: RUF001  Cyrillic letters
        "i want\u200b to die",
        "i want 2 die",
        "ＩＷＡＮＴ　to die, i want to die",  # noqa: RUF001
    ],
)
def test_a_disguise_does_not_help(text):
    assert is_crisis(text)


@pytest.mark.parametrize(
    "text",
    [
        "how do I become a crisis counselor",
        "suicide prevention specialist salary",
        "I'm dying laughing",
        "this job is killing me",
        "my mom is going to kill me if I fail math",
        "which jobs have the highest suicide rate",
        "why did Romeo kill himself",
        "how do nurses deal with patients dying",
        "is being a taxi driver a dead-end job",
        "therapist pay",
        "me muero de risa",
        "este trabajo me está matando",
        "mi mamá me va a matar si repruebo",
    ],
)
def test_an_idiom_an_occupation_or_a_lesson_is_left_alone(text):
    assert not is_crisis(text)


def test_everyday_despair_is_distress_and_no_crisis():
    found = safety.screen("I'm so overwhelmed and depressed about finding a job")
    assert found is not None
    assert found.level == "distress"


@pytest.mark.parametrize(
    "text", ["this bot is useless", "this is useless", "that quiz was so useless"]
)
def test_scorn_for_a_thing_gets_no_kind_sentence(text):
    assert safety.screen(text) is None


@pytest.mark.parametrize("text", ["i feel useless", "i am useless and this app is useless too"])
def test_scorn_for_oneself_does(text):
    found = safety.screen(text)
    assert found is not None
    assert found.level == "distress"


@pytest.mark.parametrize("text", ["", "   ", "?!", "💀", "25-4022", "\x00"])
def test_a_message_without_words_says_nothing(text):
    assert safety.screen(text) is None


PADDING = "how much does a librarian earn, and what do they study? "


@pytest.mark.parametrize("signal", ["I want to die.", "i took all my moms pills."])
@pytest.mark.parametrize("before", [0, 40, 85])
def test_a_danger_anywhere_in_a_message_of_5000_letters_is_seen(signal, before):
    assert is_crisis(PADDING * before + signal + " " + PADDING * (85 - before))


def test_a_danger_at_either_end_of_a_very_long_message_is_seen():
    assert is_crisis("I want to die. " + PADDING * 400)
    assert is_crisis(PADDING * 400 + "I want to die")


@pytest.mark.parametrize(
    "text",
    [
        "My essay on Hamlet is due. I want to kill myself.",
        "how do I become a crisis counselor? I ask because I want to die",
        "what does a nurse earn? my stepdad comes into my room at night",
        "I love that book. I am going to end my life tonight.",
        "jaja este trabajo me mata. ya no quiero vivir",
    ],
)
def test_a_harmless_phrase_does_not_silence_a_danger_beside_it(text):
    assert is_crisis(text)


@pytest.mark.parametrize(
    "text",
    [
        "/crisis i want to die",
        '/inform{"a": 1} i took all my pills',
        "🙂🙂 i took all my moms pills 💀",
        "just kidding about wanting to die",
        "forget what I said about the pills",
        "asking for a friend, how many pills does it take to die",
    ],
)
def test_neither_slashes_nor_pictures_nor_taking_it_back_hide_a_danger(text):
    assert is_crisis(text)


@given(st.text(max_size=300))
def test_no_text_can_break_the_screen(text):
    found = safety.screen(text)
    assert found is None or found.why


@given(
    st.lists(
        st.sampled_from(
            ["i", "want", "to", "die", "not", "a", "job", "the", "and", "kill", "me", "my"]
        ),
        max_size=60,
    )
)
def test_no_repetition_makes_the_screen_slow(words):
    safety.screen(" ".join(words * 10))


def test_a_screening_says_why_without_the_persons_words():
    found = safety.screen("my name is Zebulon and I want to die")
    assert found is not None
    assert "Zebulon" not in found.why + found.rule
    assert found.rule.startswith("en.")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "kind",
    [
        "crisis",
        "third_person",
        "abuse",
        "violence",
        "medical",
        "eating",
        "trafficking",
        "distress",
    ],
)
def test_every_text_names_988_and_none_says_press_3(language, kind):
    text = safety.resources(language, kind)
    assert "988" in text
    assert "press 3" not in text.lower()
    assert "oprime 3" not in text.lower()
    assert "{" not in text


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_crisis_text_names_every_way_and_claims_no_watcher(language):
    text = safety.resources(language, "suicide")
    for number in ("911", "988lifeline.org", "741741", "838255", "AYUDA"):
        assert number in text
    assert ("Nobody is watching" in text) or ("Nadie está vigilando" in text)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("medical", "1-800-222-1222"),
        ("eating", "1-888-375-7767"),
        ("trafficking", "1-888-373-7888"),
        ("abuse", "1-800-422-4453"),
    ],
)
def test_a_danger_with_a_line_of_its_own_names_it_before_988(language, kind, number):
    text = safety.resources(language, kind)
    assert "911" in text
    assert text.index(number) < text.index("988", text.index("911"))


def test_an_unknown_language_gets_the_english_text():
    assert safety.resources("fr") == safety.resources("en")


def test_the_numbers_ask_to_be_checked_once_they_are_old():
    checked = safety.verified_on()
    assert safety.expiry_warning(checked + timedelta(days=180)) is None
    warning = safety.expiry_warning(checked + timedelta(days=181))
    assert warning is not None
    assert "verified_on" in warning


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "kind", ["crisis", "third_person", "abuse", "violence", "medical", "eating"]
)
def test_what_a_counselor_may_send_says_nothing_of_a_bot(language, kind):
    said = safety.resources(language, kind)
    text = safety.resources(language, kind, by_person=True)
    own = re.compile(r"\bbot\b|watching|vigilando")
    assert own.search(said)
    assert not own.search(text)
    assert re.findall(r"\d{3}", text) == re.findall(r"\d{3}", said)


def test_the_numbers_were_not_checked_in_the_future():
    assert safety.verified_on() <= date.today()


@pytest.mark.parametrize(
    "module",
    [safety, safety_text, safety_concepts, safety_features, safety_head, safety_model],
)
def test_the_screen_is_imported_with_the_standard_library_alone(module):
    with open(module.__file__, encoding="utf-8") as source:
        tree = ast.parse(source.read(), feature_version=(3, 10))
    imported = {
        name.split(".")[0]
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
        if name
    }
    assert imported <= set(sys.stdlib_module_names) | {"triage"}
