import pytest
from aiogram.types import Update

from bot.bridge.telegram.updates import Me, to_inbound
from tests.channels.fake_telegram import BOT_ID, NAME, in_group, message, person, press, update

ME = Me(BOT_ID, NAME)


def read(body):
    return to_inbound(Update.model_validate(body), ME)


def said(body):
    return read(update(message=body))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("pay of nurses", "text", "pay of nurses"),
        ("/start", "payload", "/greet"),
        ("/start from-poster", "payload", "/greet"),
        ("/help", "payload", "/help"),
        ("/privacy", "payload", "/privacy"),
        ("/forget", "payload", "/forget"),
        (f"/help@{NAME}", "payload", "/help"),
        ("/unknown thing", "text", "/unknown thing"),
    ],
)
def test_commands_are_payloads_and_everything_else_is_text(text, kind, value):
    inbound = said(message(text))
    assert (inbound.kind, inbound.value) == (kind, value)


def test_in_a_group_only_what_is_addressed_to_us_is_answered_as_a_reply():
    assert said(in_group("I like nurses")) is None
    assert said(in_group("/help")) is None
    assert said(in_group("@OtherBot hi")) is None
    named = said(in_group(f"😀 @{NAME.lower()} pay of nurses"))
    assert named.value == "😀 pay of nurses"
    assert named.place["reply"]
    assert said(in_group(f"/help@{NAME}")).value == "/help"


def test_a_reply_to_us_is_addressed_to_us():
    ours = {**in_group("Which one?"), "from": person(BOT_ID, is_bot=True)}
    assert said(in_group("the second", reply_to_message=ours)).value == "the second"
    theirs = in_group("Which one?", user=9)
    assert said(in_group("the second", reply_to_message=theirs)) is None


def test_a_bare_mention_asks_for_help():
    assert said(in_group(f"@{NAME}")).value == "/help"


def test_in_a_group_everybody_has_a_conversation_apart_from_their_private_one():
    people = {
        said(body).person
        for body in (message("x", 7), in_group(f"@{NAME} x", 7), in_group(f"@{NAME} x", 8))
    }
    assert len(people) == 3


@pytest.mark.parametrize(
    "content",
    [
        {"sticker": {"file_id": "a", "file_unique_id": "b", "type": "regular", "width": 1,
                     "height": 1, "is_animated": False, "is_video": False}},
        {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]},
        {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}},
        {"document": {"file_id": "a", "file_unique_id": "b"}},
        {"location": {"latitude": 1.0, "longitude": 1.0}},
        {"contact": {"phone_number": "1", "first_name": "Pat"}},
    ],
    ids=["sticker", "photo", "voice", "document", "location", "contact"],
)  # fmt: skip
def test_what_has_no_words_is_declined_in_the_persons_language(content):
    inbound = said(message(None, language="es-MX", **content))
    assert (inbound.kind, inbound.value, inbound.language) == ("notice", "only_text", "es")


def test_the_caption_of_a_picture_is_its_text():
    picture = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    assert said(message(None, photo=picture, caption="pay of nurses")).value == "pay of nurses"


@pytest.mark.parametrize(
    "body",
    [
        update(edited_message={**message("pay of nurse"), "edit_date": 2}),
        update(message={**message("beep"), "from": person(9, is_bot=True)}),
        update(message=in_group("", new_chat_members=[person(9)])),
        update(message={**message(None), "left_chat_member": person(9)}),
        update(message={**message(None), "pinned_message": message("old")}),
        update(channel_post={**message("news"), "chat": {"id": -1, "type": "channel"}}),
        update(my_chat_member=None),
    ],
    ids=["edit", "bot", "join", "leave", "pin", "channel", "nothing"],
)
def test_edits_bots_and_service_messages_are_ignored(body):
    assert read(body) is None


def test_being_added_to_a_group_is_greeted():
    us = {"id": BOT_ID, "is_bot": True, "first_name": "Lattice", "username": NAME}
    assert said(in_group("", new_chat_members=[us])).value == "/greet"


def test_a_key_brings_its_token_to_the_conversation_of_who_pressed_it():
    inbound = read(press("abc", 7))
    assert (inbound.kind, inbound.value) == ("press", "abc")
    assert inbound.person == said(message("x", 7)).person


def test_a_key_under_a_message_telegram_no_longer_shows_us_is_ignored():
    body = press("abc")
    body["callback_query"]["message"] = {
        "chat": {"id": 7, "type": "private"},
        "message_id": 1,
        "date": 0,
    }
    assert read(body) is None
