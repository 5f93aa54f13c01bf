import pytest

from bot.ask import Talk
from bot.settings import Settings
from tests.conversations.script import bare_figures, play, scripts

pytestmark = pytest.mark.rasa
SCRIPTS = scripts()


@pytest.mark.parametrize("script", [s for _, s in SCRIPTS], ids=[name for name, _ in SCRIPTS])
def test_a_conversation_goes_as_written(stack: Settings, script):
    play(Talk(stack.rasa_url), script["turns"])


def test_a_bare_figure_is_found_out():
    assert bare_figures(["Median pay: $68,270 a year"])
    assert bare_figures(["Growth: 3%"])
    assert not bare_figures(["Median pay: $68,270 a year, United States, May 2025 (BLS OEWS)"])
