"""Text is text, from whichever side it comes."""

from __future__ import annotations

import html

from playwright.sync_api import expect

from tests.browser.widget.answers import ATTACK
from tests.browser.widget.driver import Chat

STRINGS = (
    ATTACK,
    "<svg/onload=window.hacked=1>",
    "</textarea><script>window.hacked=1</script>",
    "{{constructor.constructor('window.hacked=1')()}}",
    "javascript:window.hacked=1",
    "\u202egnirts\u202c \u0000 \u001b[31m",
    "[x](javascript:window.hacked=1)",
    '" onmouseover="window.hacked=1',
)


def unharmed(chat: Chat) -> None:
    chat.page.wait_for_timeout(150)
    assert chat.page.evaluate("() => window.hacked") is None
    assert (
        chat.script("return root.querySelectorAll('img, script, iframe, object, style').length")
        == 0
    )
    assert (
        chat.script(
            "return [...root.querySelectorAll('*')].flatMap(n => n.getAttributeNames())"
            ".filter(name => name.startsWith('on')).length"
        )
        == 0
    )
    hrefs = chat.script("return [...root.querySelectorAll('a')].map(a => a.href)")
    assert all(href.startswith(("https://", "mailto:")) for href in hrefs)


def test_what_the_bot_says_is_never_run(opened: Chat) -> None:
    opened.ask("attack")
    opened.find("button.step").first.hover()
    unharmed(opened)
    assert opened.find("a").count() == 1, "only the good address is a link"
    assert opened.find("a").get_attribute("rel") == "noopener noreferrer"


def test_what_a_person_types_is_never_run(opened: Chat) -> None:
    for words in STRINGS:
        opened.ask(words)
    unharmed(opened)
    opened.page.reload()
    expect(opened.answers).to_have_count(len(STRINGS))
    unharmed(opened)


def test_what_an_operator_writes_in_options_is_never_run(chat: Chat) -> None:
    written = html.escape(ATTACK, quote=True)
    chat.visit(
        library=written, greeting=written, questions=written, colour=written, privacy="javascript:x"
    )
    chat.open()
    unharmed(chat)
    assert ATTACK in chat.script("return root.textContent")


def test_what_lies_in_the_storage_is_never_run(opened: Chat) -> None:
    opened.ask("overview")
    opened.page.evaluate(
        """attack => {
            for (const key of Object.keys(sessionStorage)) {
                const changed = sessionStorage.getItem(key).replaceAll('Librarians', attack);
                sessionStorage.setItem(key, changed);
            }
        }""",
        ATTACK.replace('"', '\\"'),
    )
    opened.page.reload()
    opened.panel.wait_for()
    unharmed(opened)


def test_a_typed_command_is_text_and_a_button_is_a_payload(opened: Chat) -> None:
    opened.ask('/pay{"occupation": "25-4022.00"}')
    assert "payload" not in opened.server.messages()[-1]
    opened.ask("overview")
    opened.button("What does it pay?").click()
    opened.settle()
    last = opened.server.messages()[-1]
    assert last.pop("id"), "the server knows a saying that comes twice"
    assert last == {"conversation": "c-1", "payload": '/pay{"occupation": "25-4022.00"}'}


def test_a_question_has_at_most_a_thousand_characters_and_says_so(opened: Chat) -> None:
    opened.field.fill("x" * 850)
    expect(opened.find(".left")).to_have_text("150 characters left")
    opened.field.press_sequentially("y" * 200)
    assert len(opened.field.input_value()) == 1000
    opened.field.press("Enter")
    opened.settle()
    assert len(opened.server.messages()[-1]["text"]) == 1000


def test_an_answer_of_any_length_is_cut(opened: Chat) -> None:
    opened.page.route(
        "**/webhooks/web/messages",
        lambda route: route.fulfill(json={"messages": [{"response": "", "text": "x" * 10**6}]}),
    )
    opened.ask("pay")
    assert len(opened.answers.text_content() or "") < 7000


def test_an_unknown_card_stays_words(opened: Chat) -> None:
    opened.ask("unknown card")
    expect(opened.answers).to_have_text("The assistant said: Only words here.")
