import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bridge.model import Malformed
from bot.bridge.slack.events import plain, to_inbound
from tests.channels.fake_slack import BOT_USER, command, mention, message, press

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
)
ENVELOPES = st.sampled_from(["events_api", "interactive", "slash_commands", "hello"])
PAYLOADS = st.sampled_from(
    [
        message("hi"),
        mention("hi"),
        command("hi", "http://x"),
        press({"action_id": "a", "value": "t"}),
    ]
)


def event(payload):
    return to_inbound("events_api", payload)


@st.composite
def damaged(draw):
    """A real payload with one thing somewhere replaced."""
    payload = dict(draw(PAYLOADS))
    key = draw(st.sampled_from(sorted(payload)))
    inner = payload[key]
    if isinstance(inner, dict) and draw(st.booleans()):
        payload[key] = {**inner, draw(st.sampled_from(sorted(inner))): draw(JSON)}
    else:
        payload[key] = draw(JSON)
    return payload


@given(ENVELOPES, damaged())
def test_whatever_arrives_is_understood_ignored_or_called_malformed(envelope, payload):
    try:
        inbound = to_inbound(envelope, payload)
    except Malformed:
        return
    assert inbound is None or (inbound.event and inbound.person)


def test_a_direct_message_is_answered_where_it_was_written():
    inbound = event(message("pay of nurses", channel="D7", ts="1700000000.000100"))
    assert (inbound.kind, inbound.value) == ("text", "pay of nurses")
    assert inbound.place == {"channel": "D7", "thread": ""}
    assert inbound.position == 1700000000.0001


def test_a_mention_is_answered_in_its_thread_without_the_name():
    inbound = event(mention("pay of nurses", ts="1700000000.000100"))
    assert inbound.value == "pay of nurses"
    assert inbound.place == {"channel": "C1", "thread": "1700000000.000100"}


def test_a_thread_is_one_conversation_whoever_speaks_and_another_than_their_private_one():
    first = event(mention("nurses", user="U1", ts="1.1"))
    second = event(mention("and in Texas?", user="U2", thread_ts="1.1"))
    assert first.person == second.person
    assert event(message("nurses", user="U1")).person != first.person


def test_a_message_is_the_same_event_when_it_also_arrives_as_a_mention():
    direct, mentioned = message("hi", ts="5.5"), mention("hi", channel="D1", ts="5.5")
    assert event(direct).event == event(mentioned).event


@pytest.mark.parametrize(
    "payload",
    [
        message("hi", subtype="message_changed"),
        message("", subtype="message_deleted"),
        message("joined", subtype="channel_join"),
        message("beep", bot_id="B1"),
        message("hi", user=BOT_USER),
        message("hello", user="USLACKBOT"),
        message("not for us", channel="C1", channel_type="channel"),
        {
            "type": "event_callback",
            "team_id": "T",
            "event": {"type": "reaction_added", "user": "U1"},
        },
    ],
    ids=["edit", "deletion", "join", "bot", "ourselves", "slackbot", "channel", "reaction"],
)
def test_what_is_not_said_to_us_by_a_person_is_ignored(payload):
    assert event(payload) is None


def test_a_file_without_words_is_declined_and_one_with_words_is_answered():
    wordless = event(message("", subtype="file_share", files=[{"id": "F1"}]))
    assert (wordless.kind, wordless.value) == ("notice", "only_text")
    worded = event(message("pay of nurses", subtype="file_share", files=[{"id": "F1"}]))
    assert (worded.kind, worded.value) == ("text", "pay of nurses")


def test_a_bare_mention_asks_for_help():
    assert event(mention("")).value == "/help"


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("pay of nurses", "text", "pay of nurses"),
        ("", "payload", "/help"),
        ("help", "payload", "/help"),
        ("Forget", "payload", "/forget"),
        ("privacy", "payload", "/privacy"),
    ],
)
def test_the_slash_command_takes_a_question_or_a_word_it_knows(typed, kind, value):
    inbound = to_inbound("slash_commands", command(typed, "http://hooks"))
    assert (inbound.kind, inbound.value) == (kind, value)
    assert inbound.place["response_url"] == "http://hooks/commands/one"


def test_the_slash_command_goes_on_with_the_persons_own_conversation():
    asked = to_inbound("slash_commands", command("and in Texas?", "http://x", user="U5"))
    assert asked.person == event(message("nurses", user="U5")).person


def test_a_button_and_a_menu_bring_their_token_to_the_conversation_they_stand_in():
    button = to_inbound("interactive", press({"action_id": "choose-1", "value": "abc"}, user="U3"))
    assert (button.kind, button.value) == ("press", "abc")
    assert button.person == event(message("x", user="U3")).person
    option = press({"text": {}, "value": "def"}, channel="C1", thread_ts="1.1")
    menu = to_inbound("interactive", option)
    assert menu.value == "def"
    assert menu.person == event(mention("x", ts="1.1")).person


def test_a_button_only_one_person_sees_is_answered_to_that_person_alone():
    body = press({"action_id": "choose-1", "value": "abc"}, channel="C1", is_ephemeral=True)
    inbound = to_inbound("interactive", {**body, "response_url": "http://hooks/1"})
    assert inbound.place == {"channel": "U1", "thread": "", "response_url": "http://hooks/1"}


def test_markup_is_read_as_a_person_reads_it():
    assert plain("<@U1> pay &amp; growth in <#C1|texas> <https://x.org|here> &lt;3") == (
        "pay & growth in texas here <3"
    )


def test_an_event_without_channel_or_time_is_malformed():
    for key in ("channel", "ts"):
        body = message("hi", channel="D1")
        body["event"] = {k: v for k, v in body["event"].items() if k != key}
        with pytest.raises(Malformed, match=key):
            event(body)
