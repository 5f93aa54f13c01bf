"""Limits, metrics and logs of the running Rasa server."""

import json
import urllib.error
import urllib.request

import pytest

from tests.bot.server import serving

pytestmark = pytest.mark.rasa
CONVERSATION, ADDRESS = 5, 12
SPANISH = '/greet{"language": "es"}'


@pytest.fixture(scope="module")
def bot(model, tmp_path_factory):
    told = {
        "LATTICE_LIMIT_CONVERSATION": str(CONVERSATION),
        "LATTICE_LIMIT_ADDRESS": str(ADDRESS),
        "LATTICE_TRUSTED_PROXIES": "127.0.0.1",
        "LATTICE_LOGS": "json",
    }
    with serving(model, tmp_path_factory.mktemp("kept"), **told) as running:
        yield running


def ask(bot, conversation, text="hello", **headers):
    return bot.post("web/messages", {"conversation": conversation, "text": text}, **headers)


def exhaust(bot, conversation):
    """Ask until it is too much."""
    for _ in range(CONVERSATION + 1):
        status, body, headers = ask(bot, conversation)
    assert status == 429
    return body, {key.lower(): value for key, value in headers.items()}


def metrics(bot, **headers):
    request = urllib.request.Request(f"http://127.0.0.1:{bot.port}/metrics", headers=headers)
    with urllib.request.urlopen(request, timeout=10) as reply:
        return dict(
            line.rpartition(" ")[::2]
            for line in reply.read().decode().splitlines()
            if line.startswith("lattice_")
        )


def test_who_asks_too_fast_is_told_in_words_when_to_come_back(bot):
    body, headers = exhaust(bot, bot.begin())
    assert body["error"]["code"] == "too_fast"
    assert 1 <= body["error"]["retry_after"] <= 12
    assert headers["retry-after"] == str(body["error"]["retry_after"])
    assert body["messages"][0]["text"].startswith("That was a lot in a short time.")


def test_it_is_said_in_the_persons_language(bot):
    conversation = bot.begin()
    bot.actions.language = "es"
    try:
        ask(bot, conversation)
    finally:
        bot.actions.language = None
    assert exhaust(bot, conversation)[0]["messages"][0]["text"].startswith("Fueron muchos")


def test_somebody_in_danger_gets_help_however_fast_they_write(bot):
    conversation = bot.begin()
    exhaust(bot, conversation)
    status, body, _ = ask(bot, conversation, "i want to kill myself")
    assert status == 200
    assert "988" in body["messages"][0]["text"]


def test_another_conversation_goes_on(bot):
    exhaust(bot, bot.begin())
    assert ask(bot, bot.begin())[0] == 200


def test_an_address_behind_the_named_proxy_has_a_limit_and_its_neighbor_another(bot):
    mine = {"x-forwarded-for": "198.51.100.7"}
    opened = [bot.post("web/conversations", {}, **mine)[0] for _ in range(ADDRESS + 2)]
    assert opened == [200] * ADDRESS + [429, 429]
    spanish = bot.post("web/conversations", {}, **mine, **{"accept-language": "es-MX,es"})[1]
    assert spanish["error"]["text"].startswith("Fueron muchos")
    assert bot.post("web/conversations", {}, **{"x-forwarded-for": "198.51.100.8"})[0] == 200


def test_rest_has_the_same_limits(bot):
    said = {"sender": "ann", "message": "hello"}
    answers = [bot.post("rest/webhook", said) for _ in range(CONVERSATION + 1)]
    assert [status for status, _, _ in answers] == [200] * CONVERSATION + [429]
    assert answers[-1][1]["error"]["code"] == "too_fast"
    danger = bot.post("rest/webhook", {"sender": "ann", "message": "i want to kill myself"})
    assert danger[0] == 200
    assert "988" in danger[1][0]["text"]


def test_turns_are_counted_by_channel_and_topic_and_danger_by_level_alone(bot):
    before = metrics(bot)
    conversation = bot.begin()
    ask(bot, conversation, "how much do nurses make")
    ask(bot, conversation, "hello")
    ask(bot, bot.post("web/conversations", {"channel": "slack"})[1]["conversation"], "hello")
    ask(bot, conversation, "i want to kill myself")
    after = metrics(bot)

    def grown(sample):
        return float(after.get(sample, 0)) - float(before.get(sample, 0))

    assert grown('lattice_turns_total{channel="web",topic="pay"}') == 1
    assert grown('lattice_turns_total{channel="slack",topic="greet"}') == 1
    assert grown('lattice_turns_total{channel="web",topic="greet"}') == 1
    assert grown('lattice_safety_total{level="crisis"}') == 1
    assert grown('lattice_turn_seconds_count{channel="web"}') == 3
    named = {
        label.split("=")[0]
        for key in after
        if "{" in key
        for label in key[:-1].split("{")[1].split(",")
    }
    assert named <= {"channel", "topic", "level", "reason", "le", "version"}
    assert not any(conversation in key or "nurses" in key for key in after)


def test_an_answer_that_failed_is_counted_as_such(bot):
    before = metrics(bot)
    bot.actions.mute = True
    try:
        ask(bot, bot.begin())
    finally:
        bot.actions.mute = False
    failed = 'lattice_turn_failures_total{channel="web"}'
    assert float(metrics(bot)[failed]) - float(before.get(failed, 0)) == 1


def test_metrics_say_which_model_is_in_use_and_are_not_for_the_proxys_visitors(bot):
    assert any(key.startswith('lattice_model_info{version="') for key in metrics(bot))
    with pytest.raises(urllib.error.HTTPError) as refused:
        metrics(bot, **{"x-forwarded-for": "198.51.100.9"})
    assert refused.value.code == 403


ODD = [
    "zebra-quartz",
    "/pay{zebra-quartz",
    "zebra-quartz" * 500,
    "i want to kill myself zebra-quartz",
    "zebra-quartz \x00 🙂 <script>",
    "{{zebra-quartz}} %s %(zebra-quartz)s {zebra-quartz}",
    "\ud800 zebra-quartz",
]


@pytest.mark.parametrize("text", ODD)
def test_whatever_is_said_wherever_no_log_line_holds_it(bot, text):
    bot.actions.mute = True  # so that turns fail, too, which is when most is logged
    try:
        for body in (
            {"conversation": bot.begin(), "text": text},
            {"conversation": bot.begin(), "payload": text},
            {"conversation": text, "text": text},
        ):
            bot.post("web/messages", body)
        bot.post("rest/webhook", {"sender": "zebra-quartz", "message": text})
        bot.post("web/messages?zebra-quartz", b"zebra-quartz")
        bot.post("zebra-quartz", text.encode("utf-8", "replace"))
    except ValueError:
        pass  # an address that is none of ours answers in no JSON
    finally:
        bot.actions.mute = False
    logged = bot.log.read_text()
    assert "zebra" not in logged
    assert all(json.loads(line)["part"] == "rasa" for line in logged.splitlines())
