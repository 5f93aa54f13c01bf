"""The Rasa server as people reach it: really trained, over HTTP, with a tiny action server."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.bot.server import Bot, serving

pytestmark = pytest.mark.rasa
PAGE = "https://library.example"


@pytest.fixture(scope="module")
def bot(model, tmp_path_factory) -> Iterator[Bot]:
    with serving(model, tmp_path_factory.mktemp("kept"), LATTICE_ORIGINS=PAGE) as running:
        yield running


def responses(reply):
    return [message["response"] for message in reply["messages"]]


def test_a_question_is_answered_with_what_the_action_gave(bot):
    reply = bot.say(bot.begin(), "How do I become a librarian?")
    assert responses(reply) == ["utter_how_to_become"]
    assert reply["messages"][0]["facts"] == [{"name": "annual_wage_median", "value": 1}]
    assert reply["understood"]["intent"] == "how_to_become"
    assert reply["understood"]["occupations"] == ["25-4022.00"]


def test_slots_are_remembered_from_turn_to_turn_and_apart_from_others(bot):
    mine, other = bot.begin(), bot.begin()
    assert bot.say(mine, "hello")["messages"][0]["text"] == "greet, turn 1"
    assert bot.say(mine, "thank you")["messages"][0]["text"] == "thanks, turn 2"
    assert bot.say(other, "hello")["messages"][0]["text"] == "greet, turn 1"


def test_action_calls_carry_slots_and_message_but_no_history(bot):
    bot.say(bot.begin(), "how much do nurses make in texas and what degree do they need")
    tracker = bot.actions.calls[-1]["tracker"]
    assert tracker["events"] == [{"event": "user", "input_channel": "web"}]
    assert [asked["intent"] for asked in tracker["latest_message"]["also"]] == ["education"]
    found = {entity["entity"]: entity["value"] for entity in tracker["latest_message"]["entities"]}
    assert found == {"occupation": "nurses", "area": "texas"}


def test_a_typed_command_is_text_and_a_button_is_a_command(bot):
    command = '/pay{"occupation": "25-4022.00"}'
    typed = bot.say(bot.begin(), command)
    assert typed["understood"]["confidence"] < 1
    pressed = bot.say(bot.begin(), payload=command)
    assert responses(pressed) == ["utter_pay"]
    entities = bot.actions.calls[-1]["tracker"]["latest_message"]["entities"]
    assert entities[0]["value"] == "25-4022.00"


@pytest.mark.parametrize("text", ["/inform{", "/restart", "//pay", '/crisis{"a":1}', "/"])
def test_no_typed_slash_gets_through(bot, text):
    reply = bot.say(bot.begin(), text)
    assert reply["messages"]
    assert not bot.actions.calls[-1]["tracker"]["latest_message"]["text"].startswith("/")


@pytest.mark.parametrize("payload", ["/restart", "/session_start", "/back"])
def test_a_button_that_we_never_made_is_text(bot, payload):
    reply = bot.say(bot.begin(), payload=payload)
    assert "utter_trouble" not in responses(reply)
    assert not bot.actions.calls[-1]["tracker"]["latest_message"]["text"].startswith("/")


def test_drafts_are_first_turns_of_nobody_and_one_bad_question_loses_no_other(bot):
    asked = [
        "How do I become a librarian?",
        "i want to kill myself",
        "",
        "My daughter likes helping people and does well in school. " * 20 + "What do nurses earn?",
    ]
    status, said, _ = bot.post("drafts/", {"questions": asked})
    assert status == 200
    first, crisis, empty, long = said["drafts"]
    assert responses(first) == ["utter_how_to_become"]
    assert first["understood"]["intent"] == "how_to_become"
    assert first["understood"]["occupations"] == ["25-4022.00"]
    assert responses(crisis) == ["utter_crisis_resources"]
    assert (first["screening"], crisis["screening"]["level"]) == (None, "crisis")
    assert empty["messages"] == []
    assert responses(long) not in ([], ["utter_too_long"])
    tracker = bot.actions.calls[-1]["tracker"]
    assert tracker["latest_input_channel"] == "drafts"
    assert tracker["slots"]["offset"] is None, "each question stands alone"


def test_a_draft_knows_what_the_talk_was_about(bot):
    about = {"occupation": "29-1141.00", "area": "AK", "topic": "", "language": "es"}
    status, said, _ = bot.post("drafts/", {"questions": ["how long?"] * 2, "about": about})
    assert status == 200
    assert len(said["drafts"]) == 2
    for call in bot.actions.calls[-2:]:
        slots = call["tracker"]["slots"]
        assert (slots["occupation"], slots["area"]) == ("29-1141.00", "AK")
        assert (slots["topic"], slots["language"]) == (None, "es")
    bot.post("drafts/", {"questions": ["how long?"]})
    assert bot.actions.calls[-1]["tracker"]["slots"]["occupation"] is None


def test_what_a_counselor_settled_corrects_what_the_bot_understood(bot):
    about = {"occupation": "29-1141.00", "area": "AK", "settled": "yes"}
    asked = {"questions": ["How do I become a librarian?"], "about": about}
    bot.post("drafts/", asked)
    said = bot.actions.calls[-1]["tracker"]["latest_message"]
    assert said["intent"]["name"] == "correct"
    named = {entity["entity"]: entity["value"] for entity in said["entities"]}
    assert named == {"occupation": "29-1141.00", "area": "AK"}
    bot.post("drafts/", {"questions": asked["questions"], "about": about | {"settled": ""}})
    assert bot.actions.calls[-1]["tracker"]["latest_message"]["intent"]["name"] != "correct"


def test_what_is_settled_and_understood_alike_is_not_said_again(bot):
    about = {"occupation": "25-4022.00", "settled": "yes"}
    before = len(bot.actions.calls)
    bot.post("drafts/", {"questions": ["How do I become a librarian?"], "about": about})
    assert len(bot.actions.calls) == before + 1


def test_a_draft_that_would_ask_which_one_takes_the_first_and_names_the_others(bot):
    names = {"Veterinarians": "29-1131.00", "Vet Technicians": "29-2056.00"}
    bot.actions.choices = [
        {"title": title, "payload": f'/pay{{"occupation": "{code}"}}'}
        for title, code in names.items()
    ]
    _, said, _ = bot.post("drafts/", {"questions": ["what does a vet earn"]})
    bot.actions.choices = []
    (draft,) = said["drafts"]
    assert responses(draft) == ["utter_pay"]
    assert draft["instead"] == ["Vet Technicians"]
    assert '"29-1131.00"' in bot.actions.calls[-1]["tracker"]["latest_message"]["text"]
    _, said, _ = bot.post("drafts/", {"questions": ["what does a librarian earn"]})
    assert said["drafts"][0]["instead"] == []


@pytest.mark.parametrize("about", ["nurse", [1], {"area": 1}, {"pending": "desk"}])
def test_a_talk_is_about_what_we_know_or_refused(bot, about):
    status, said, _ = bot.post("drafts/", {"questions": ["how long?"], "about": about})
    assert status == 400
    assert "expected about" in said["error"]["text"]


@pytest.mark.parametrize("questions", [None, [], "pay", [1], ["a"] * 21])
def test_what_cannot_be_drafted_is_refused_with_what_would_be_right(bot, questions):
    status, said, _ = bot.post("drafts/", {"questions": questions})
    assert status == 400
    assert "expected" in said["error"]["text"]


def test_a_crisis_gets_resources_first_and_its_words_go_nowhere(bot):
    before = len(bot.actions.calls)
    reply = bot.say(bot.begin(), "i want to kill myself, how do i become a nurse")
    assert responses(reply) == ["utter_crisis_resources", "utter_crisis"]
    assert "988" in reply["messages"][0]["text"]
    assert "nurse" not in json.dumps(bot.actions.calls[before:])


def test_distress_gets_a_kind_sentence_and_its_answer(bot):
    reply = bot.say(bot.begin(), "i feel so hopeless about my future. how do i become a nurse")
    assert responses(reply)[0] == "utter_distress_resources"
    assert len(reply["messages"]) == 2


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("", "utter_empty"),
        ("\x00\x1b", "utter_empty"),
        ("x" * 10_000, "utter_too_long"),
        ("🙂" * 10_000, "utter_too_long"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(bot, text, response):
    conversation = bot.begin()
    assert responses(bot.say(conversation, text)) == [response]
    assert responses(bot.say(conversation, "hello")) == ["utter_greet"]


@pytest.mark.parametrize(
    "text",
    [
        "🙂🙂🙂",
        "مرحبا كيف أصبح طبيبا",
        "<script>alert(1)</script>",
        "'; DROP TABLE occupation; --",
        "how do I\x00 become a \x1blibrarian",
        "{{7*7}} ${7*7}",
        "ﷺ" * 900,
    ],
)
def test_odd_text_is_answered_and_the_next_turn_works(bot, text):
    conversation = bot.begin()
    assert bot.say(conversation, text)["messages"]
    assert responses(bot.say(conversation, "hello")) == ["utter_greet"]


def test_only_conversations_of_ours_are_served(bot):
    made_up = {"conversation": "ann", "text": "hello"}
    status, body, _ = bot.post("web/messages", made_up)
    assert (status, "error" in body) == (403, True)


@pytest.mark.parametrize("body", [b"", b"[", b"[]", b"\xff\xfe", b'{"conversation": 1}'])
def test_a_broken_request_is_refused_in_words(bot, body):
    status, reply, _ = bot.post("web/messages", body)
    assert 400 <= status < 500
    assert reply["error"]["text"]


def test_only_named_pages_may_read_replies(bot):
    named = bot.post("web/conversations", {}, origin=PAGE)[2]
    foreign = bot.post("web/conversations", {}, origin="https://elsewhere.example")[2]
    lower = {key.lower(): value for key, value in named.items()}
    assert lower["access-control-allow-origin"] == PAGE
    assert "access-control-allow-credentials" not in lower
    assert "access-control-allow-origin" not in {key.lower() for key in foreign}


def test_there_is_no_management_interface(bot):
    for path in ("model", "domain", "conversations/ann/tracker", "status"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{bot.port}/{path}", timeout=10)
        assert refused.value.code == 404


def test_messages_of_one_conversation_are_answered_in_order(bot):
    conversation = bot.begin()
    with ThreadPoolExecutor(8) as people:
        replies = list(people.map(lambda _: bot.say(conversation, "hello"), range(16)))
    counted = sorted(int(r["messages"][0]["text"].rpartition(" ")[2]) for r in replies)
    assert counted == list(range(1, 17))


def test_the_rest_webhook_speaks_as_rasas_does(bot):
    status, replies, _ = bot.post("rest/webhook", {"sender": "ann", "message": "hello"})
    assert status == 200
    assert replies[0]["recipient_id"] == "ann"
    assert replies[0]["text"] == "greet, turn 1"
    payload = replies[0]["buttons"][0]["payload"]
    pressed = bot.post("rest/webhook", {"sender": "ann", "message": payload})[1]
    assert pressed[0]["text"] == "pay, turn 2"


def test_rest_without_a_sender_shares_nothing(bot):
    one, two = (bot.post("rest/webhook", {"message": "hello"})[1][0] for _ in range(2))
    assert one["recipient_id"] != two["recipient_id"]
    assert one["text"] == two["text"] == "greet, turn 1"


def get(bot, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{bot.port}{path}", timeout=10) as reply:
            return reply.status, json.load(reply)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_it_is_ready_as_long_as_everything_it_stands_on_is(bot):
    well = {"conversations": "ok", "turns": "ok", "actions": "ok"}
    assert get(bot, "/ready") == (200, {"status": "ready", "parts": well})
    bot.actions.mute = True
    try:
        status, found = get(bot, "/ready")
        assert (status, found["status"]) == (503, "not ready")
        assert {p for p, state in found["parts"].items() if state != "ok"} == {"actions"}
        assert get(bot, "/health") == (200, {"status": "ok"})
    finally:
        bot.actions.mute = False


def test_a_message_sent_again_is_answered_as_before_and_is_no_second_turn(bot):
    conversation = bot.begin()
    again = {"conversation": conversation, "text": "hello", "id": "m1"}
    texts = [bot.post("web/messages", again)[1]["messages"][0]["text"] for _ in range(2)]
    assert texts == ["greet, turn 1", "greet, turn 1"]
    assert bot.say(conversation, "hello")["messages"][0]["text"] == "greet, turn 2"
    other = {"conversation": conversation, "text": "thank you", "id": "m1"}
    assert bot.post("web/messages", other)[1]["messages"][0]["text"] == "thanks, turn 3"


def test_the_action_is_told_what_the_sender_calls_the_message(bot):
    sent = {"conversation": bot.begin(), "text": "hello", "id": "m2"}
    bot.post("web/messages", sent)
    assert bot.actions.calls[-1]["tracker"]["latest_message"]["message_id"] == "m2"


@pytest.mark.parametrize("name", [1, "x" * 65])
def test_an_odd_message_id_is_refused(bot, name):
    sent = {"conversation": bot.begin(), "text": "hello", "id": name}
    status, reply, _ = bot.post("web/messages", sent)
    assert (status, reply["error"]["code"]) == (400, "bad_id")


def test_a_failing_action_server_is_said_honestly_and_recovered_from(bot):
    conversation = bot.begin()
    bot.actions.mute = True
    try:
        assert responses(bot.say(conversation, "hello")) == ["utter_trouble"]
    finally:
        bot.actions.mute = False
    assert responses(bot.say(conversation, "hello")) == ["utter_greet"]


def test_a_dead_action_server_is_said_honestly(bot):
    """Last in this file: the action server does not come back."""
    bot.actions.stop()
    reply = bot.say(bot.begin(), "how much do welders make")
    assert responses(reply) == ["utter_trouble"]
    crisis = bot.say(bot.begin(), "i want to kill myself")
    assert responses(crisis)[0] == "utter_crisis_resources"
