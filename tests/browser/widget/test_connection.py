"""Slow, broken and returning connections; and a person on the other side."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.widget.driver import Chat


def test_it_shows_and_says_that_it_works_on_an_answer(opened: Chat) -> None:
    opened.server.delay = 1
    with opened.listening() as heard:
        opened.field.fill("pay")
        opened.field.press("Enter")
        expect(opened.find(".working")).to_contain_text("Looking that up")
        opened.settle()
    assert heard[0] == "Looking that up…"


def test_a_long_wait_is_said_again(opened: Chat) -> None:
    opened.page.clock.install()
    opened.server.delay = 3
    opened.field.fill("pay")
    with opened.page.expect_request("**/messages"):  # from here on its patience is counted
        opened.field.press("Enter")
    opened.page.clock.run_for(6100)
    expect(opened.find(".working")).to_contain_text("Still working")


def test_an_answer_that_never_comes_is_given_up(opened: Chat) -> None:
    opened.page.clock.install()
    opened.server.delay = 4
    opened.field.fill("pay")
    with opened.page.expect_request("**/messages"):  # from here on its patience is counted
        opened.field.press("Enter")
    opened.page.clock.run_for(26_000)
    expect(opened.find(".trouble")).to_contain_text("No answer came in time.")


def test_a_slow_line_is_slow_but_works(opened: Chat) -> None:
    session = opened.page.context.new_cdp_session(opened.page)
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 800, "downloadThroughput": 6000, "uploadThroughput": 3000},
    )
    opened.ask("lattice")
    assert opened.find(".card-lattice").is_visible()


def test_an_error_can_be_tried_again_and_is_announced(opened: Chat) -> None:
    opened.server.refuse = [(500, {"error": {"code": "x", "text": "Traceback"}})]
    with opened.listening() as heard:
        opened.ask("pay")
    assert heard[-1] == "Something went wrong, and no answer came."
    assert "Traceback" not in opened.script("return root.textContent")
    opened.button("Try again").click()
    opened.settle()
    assert opened.find(".trouble").count() == 0
    assert opened.find(".card-pay").is_visible()


def test_who_asks_too_fast_is_told_so_and_loses_nothing(opened: Chat) -> None:
    opened.server.refuse = [(429, {"error": {"code": "too_fast", "text": "x", "retry_after": 2}})]
    opened.ask("pay")
    expect(opened.find(".trouble")).to_contain_text("Please wait a moment, then try again.")
    opened.button("Try again").click()
    opened.settle()
    assert opened.find(".card-pay").is_visible()


def test_no_message_at_all_is_a_failure_and_not_silence(opened: Chat) -> None:
    opened.server.empty = True
    opened.ask("pay")
    assert opened.button("Try again").is_visible()


def test_an_answer_that_is_no_json_is_a_failure(opened: Chat) -> None:
    opened.page.route("**/webhooks/web/messages", lambda route: route.fulfill(body="<html>"))
    opened.ask("pay")
    assert opened.button("Try again").is_visible()


def test_a_server_that_cannot_be_reached_is_said_so(opened: Chat) -> None:
    opened.page.route("**/webhooks/**", lambda route: route.abort())
    opened.ask("pay")
    expect(opened.find(".trouble")).to_contain_text("the chat could not be reached")


def test_what_is_asked_offline_goes_out_when_the_connection_is_back(opened: Chat) -> None:
    opened.page.context.set_offline(True)
    expect(opened.find(".banner")).to_contain_text("No connection")
    opened.ask("pay")
    expect(opened.find(".trouble")).to_contain_text("there is no connection")
    opened.page.context.set_offline(False)
    expect(opened.find(".card-pay")).to_be_visible()
    expect(opened.find(".banner")).to_contain_text("back")
    assert opened.find(".trouble").count() == 0


def test_a_conversation_the_server_forgot_is_begun_anew(opened: Chat) -> None:
    opened.ask("overview")
    opened.server.known.clear()
    opened.ask("pay")
    assert opened.find(".card-pay").is_visible()
    assert opened.find(".trouble").count() == 0


def test_quick_questions_are_answered_in_order(opened: Chat) -> None:
    opened.server.delay = 0.3
    for words in ("one", "two", "three"):
        opened.field.fill(words)
        opened.field.press("Enter")
    expect(opened.answers).to_have_text(
        [f"The assistant said: You asked: {words}" for words in ("one", "two", "three")]
    )


def test_a_person_is_asked_for_at_the_same_place_always(opened: Chat) -> None:
    place = opened.button("Talk to a person").bounding_box()
    opened.ask("pay").ask("lattice")
    assert opened.button("Talk to a person").bounding_box() == place
    opened.button("Talk to a person").click()
    opened.settle()
    assert opened.server.messages()[-1]["payload"] == "/handoff"


def test_a_counselors_reply_is_fetched_when_one_comes_back(chat: Chat) -> None:
    chat.visit(desk=chat.server.base).open().ask("handoff")
    chat.server.replies = [{"id": 7, "text": "Come by on Monday.", "by": "Ms. Ortega"}]
    with chat.listening() as heard:
        chat.page.evaluate("() => window.dispatchEvent(new Event('focus'))")
        expect(chat.find(".entry.person")).to_have_text("Ms. OrtegaCome by on Monday.")
    assert heard == ["A counselor said: Come by on Monday."]
    chat.page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    chat.page.wait_for_timeout(300)
    assert chat.find(".entry.person").count() == 1
    chat.page.reload()
    expect(chat.find(".entry.person")).to_have_count(1)


def test_a_counselors_reply_comes_by_itself_within_seconds(chat: Chat) -> None:
    chat.page.clock.install()
    chat.visit(desk=chat.server.base).open().ask("handoff")
    chat.server.replies = [{"id": 7, "text": "Come by on Monday.", "by": "Ms. Ortega"}]
    chat.page.clock.run_for(5_000)
    expect(chat.find(".entry.person")).to_have_text("Ms. OrtegaCome by on Monday.")


def test_the_desk_is_left_alone_until_a_person_was_asked_for(chat: Chat) -> None:
    asked = []
    chat.page.on("request", lambda request: asked.append(request.url))
    chat.visit(desk=chat.server.base).open().ask("pay")
    chat.page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    chat.page.wait_for_timeout(200)
    assert not [url for url in asked if "/student/" in url]
