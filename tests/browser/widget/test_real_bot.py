"""The chat, the bot, the actions and the desk as they are, in one browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from bot.settings import Settings
from tests.browser.widget.driver import Chat
from tests.browser.widget.fake_server import FakeServer
from tests.running import embedded_bot

pytestmark = [pytest.mark.rasa, pytest.mark.slow]


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Every process of the embedded default, on ports of its own."""
    with embedded_bot(tmp_path_factory.mktemp("cases"), within=300) as settings:
        yield settings


@pytest.fixture
def real(new_page: Callable[..., Page], server: FakeServer, stack: Settings) -> Chat:
    """The demo page that the product serves, with its chat open."""
    page = new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{stack.web_url}/demo/index.html")
    return Chat(page, server).open()


def test_the_suggested_questions_are_all_answered_with_a_card(real: Chat) -> None:
    for words in real.find(".suggestion").all_text_contents():
        real.ask(words)
    expect(real.find(".card")).to_have_count(4)
    expect(real.find(".card-steps h3")).to_contain_text("Librarians")
    expect(real.find(".card-pay h3")).to_contain_text("Electricians")


def test_a_question_its_button_and_a_neighbor(real: Chat) -> None:
    real.ask("how much do electricians make in Alaska")
    expect(real.find(".card-pay .headline small")).to_contain_text("Alaska")
    real.button("Job outlook").click()
    real.settle()
    expect(real.find(".card-outlook h3")).to_contain_text("Electricians")
    real.ask("what could come next")
    real.find("button.step").first.click()
    real.settle()
    expect(real.find(".card-occupation")).to_be_visible()


def test_every_figure_on_a_card_says_its_source_period_and_place(real: Chat) -> None:
    real.ask("tell me about registered nurses")
    for line in real.find(".tile small").all_text_contents():
        assert "BLS" in line or "O*NET®" in line
        assert "United States" in line
        assert any(year in line for year in ("2024", "2025")), line


def test_spanish_and_place_are_taken_from_the_page(
    new_page: Callable[..., Page], server: FakeServer, stack: Settings
) -> None:
    page = new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{stack.web_url}/demo/index.html")
    page.evaluate(
        """() => {
            const element = document.querySelector('career-lattice');
            Object.assign(element.dataset, {language: 'es', area: 'AK'});
            element.remove();
            document.body.append(element);
        }"""
    )
    chat = Chat(page, server).open()
    chat.ask("¿Cuánto gana un electricista?")
    expect(chat.find(".card-pay .headline small")).to_contain_text("Alaska")
    expect(chat.find(".card-pay h3")).to_contain_text("Salario")


def test_a_person_is_asked_for_and_the_answer_is_rated(real: Chat) -> None:
    real.button("Talk to a person").click()
    real.settle()
    expect(real.answers.last).to_contain_text("counselor")
    real.ask("what does a librarian earn")
    with real.page.expect_response("**/student/ratings") as answer:
        real.button("Yes, this answer helped").click()
    assert answer.value.status == 204


def test_the_report_is_a_link_that_can_be_followed(real: Chat) -> None:
    real.ask("give me a report on librarians")
    expect(real.answers.last.get_by_role("link").first).to_be_visible()


def test_a_bad_word_in_a_question_harms_nobody(real: Chat) -> None:
    real.ask("<img src=x onerror=alert(1)> what do librarians earn")
    assert real.script("return root.querySelectorAll('img').length") == 0
    real.ask("/restart")
    expect(real.answers).to_have_count(2)
