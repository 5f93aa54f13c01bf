import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.inbound import Inbound
from bot.channels.outbound import phrase, to_wire
from bot.channels.requests import LARGEST_BODY, BadRequest, to_body
from bot.channels.rest import Offered, to_reply, to_sender
from bot.channels.web import cors, to_inbound

BUTTON = {"title": "Pay", "payload": "/pay"}
UTTERED = {
    "text": "Median pay: …",
    "buttons": [BUTTON],
    "facts": [{"name": "annual_wage_median"}],
    "utter_action": "utter_pay",
    "occupations": ["25-4022.00"],
    "area": "US",
    "elements": [],
    "attachment": None,
}


class Domain:
    intents = ("pay",)
    entities = ("occupation",)


def test_an_utterance_keeps_its_facts_and_drops_what_is_empty():
    wire = to_wire(UTTERED)
    assert wire["response"] == "utter_pay"
    assert wire["facts"] == [{"name": "annual_wage_median"}]
    assert "attachment" not in wire
    assert "elements" not in wire


def test_the_rest_shape_is_rasas_own_with_our_data_in_custom():
    reply = to_reply("ann", to_wire(UTTERED))
    assert reply["recipient_id"] == "ann"
    assert reply["buttons"] == [BUTTON]
    assert reply["custom"]["response"] == "utter_pay"
    assert "buttons" not in to_reply("ann", {"response": "utter_greet", "text": "Hello"})


@given(st.binary(max_size=200))
def test_a_body_is_an_object_or_refused(raw):
    try:
        assert isinstance(to_body(raw), dict)
    except BadRequest as error:
        assert error.status == 400


def test_a_large_body_is_refused_as_such():
    with pytest.raises(BadRequest) as refused:
        to_body(b'{"text": "' + b"x" * LARGEST_BODY + b'"}')
    assert refused.value.status == 413


def test_a_payload_that_names_nothing_is_text():
    assert to_inbound({"payload": "/pay"}, Domain) == Inbound(payload="/pay")
    assert to_inbound({"payload": "/drop"}, Domain) == Inbound(text="/drop")
    assert to_inbound({"text": "/pay"}, Domain) == Inbound(text="/pay")


@pytest.mark.parametrize("body", [{}, {"text": 7}, {"payload": ["/pay"]}, {"text": None}])
def test_a_request_without_words_is_refused(body):
    with pytest.raises(BadRequest):
        to_inbound(body, Domain)


def test_only_named_origins_may_embed_us():
    allowed = frozenset({"https://library.example"})
    named = cors("https://library.example", allowed)
    assert named["access-control-allow-origin"] == "https://library.example"
    assert "access-control-allow-credentials" not in named
    for other in (None, "", "null", "https://evil.example", "https://library.example.evil"):
        assert "access-control-allow-origin" not in cors(other, allowed)


def test_a_missing_sender_gets_a_conversation_of_its_own():
    assert to_sender({}) != to_sender({})
    assert to_sender({"sender": "ann"}) == "ann"
    for wrong in (7, "x" * 129, "a\nb"):
        with pytest.raises(BadRequest):
            to_sender({"sender": wrong})


def test_a_slash_is_a_button_only_where_it_was_offered():
    offered = Offered(most=2)
    offered.remember("ann", [{"buttons": [BUTTON]}])
    assert offered.read("ann", "/pay") == Inbound(payload="/pay")
    assert offered.read("bob", "/pay") == Inbound(text="/pay")
    offered.remember("ann", [{"text": "no buttons"}])
    assert offered.read("ann", "/pay") == Inbound(text="/pay")


def test_the_oldest_offers_are_forgotten():
    offered = Offered(most=2)
    for sender in ("ann", "bob", "cem"):
        offered.remember(sender, [{"buttons": [BUTTON]}])
    assert offered.read("ann", "/pay") == Inbound(text="/pay")
    assert offered.read("cem", "/pay") == Inbound(payload="/pay")


def test_the_channels_own_sentences_come_in_both_languages():
    assert phrase("too_long", most=1000)["text"] != phrase("too_long", "es", most=1000)["text"]
    assert "1000" in phrase("too_long", most=1000)["text"]
    assert phrase("trouble", "fr")["text"] == phrase("trouble")["text"]
