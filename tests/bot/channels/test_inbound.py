import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.constants import DEFAULT_INTENTS

from bot.channels.inbound import clean, is_payload

INTENTS = {"pay", "outlook"}
ENTITIES = {"occupation", "area"}


@given(st.text(max_size=300))
def test_cleaned_text_is_never_a_command_and_holds_no_controls(text):
    cleaned = clean(text)
    assert not cleaned.startswith("/")
    assert not any(unicodedata.category(c)[0] == "C" for c in cleaned)
    assert clean(cleaned) == cleaned


def test_words_survive_cleaning():
    assert clean("how do I\0 become\n a \x1blibrarian? ") == "how do I become a librarian?"
    assert clean("AC/DC and/or") == "AC/DC and/or"
    assert clean("¿Cómo puedo ser bibliotecario? 🙂") == "¿Cómo puedo ser bibliotecario? 🙂"


def test_a_typed_intent_loses_its_slash():
    assert clean('/pay{"occupation": "25-4022.00"}') == 'pay{"occupation": "25-4022.00"}'
    assert clean(" //restart") == "restart"


def test_a_payload_names_an_intent_and_entities_that_exist():
    assert is_payload('/pay{"occupation": "25-4022.00", "area": "AK"}', INTENTS, ENTITIES)
    assert is_payload("/outlook", INTENTS, ENTITIES)
    for wrong in (
        "/restart",
        "/inform{",
        '/pay{"sudo": "yes"}',
        '/pay{"occupation": 7}',
        '/pay{"occupation": "%s"}' % ("x" * 201),
        "/pay[]",
        "pay",
        "/pay {}",
        "",
    ):
        assert not is_payload(wrong, INTENTS, ENTITIES), wrong


@pytest.mark.parametrize("name", DEFAULT_INTENTS)
def test_an_intent_of_rasas_own_is_no_payload(name):
    assert not is_payload(f"/{name}", {*INTENTS, name}, ENTITIES)


@given(st.dictionaries(st.sampled_from(sorted(ENTITIES)), st.text(max_size=50)))
def test_values_pass_as_far_as_they_can_be_read(values):
    readable = all(map(str.isprintable, values.values()))
    assert is_payload("/pay" + json.dumps(values), INTENTS, ENTITIES) == readable
