"""A person notices nothing, or hears an honest sentence, whatever dies of the default form."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.people import Person, wait_until_warm
from bot.run import embedded
from bot.settings import Settings
from bot.supervisor import Supervisor, signal_group
from tests.running import build_of_its_own, free_port, kept_running

pytestmark = [pytest.mark.rasa, pytest.mark.slow]


@dataclass
class House:
    """The running default form."""

    supervisor: Supervisor
    settings: Settings

    def kill(self, name: str) -> None:
        """End a process at once; the supervisor has not noticed yet."""
        process = self.supervisor.process(name)
        signal_group(process, signal.SIGKILL)
        process.wait(10)

    def person(self) -> Person:
        """Somebody who has asked about librarians already."""
        wait_until_warm(self.settings.actions_port)
        person = Person(self.settings.rasa_port)
        assert person.say("how much do librarians make").occupations == ["25-4022"]
        return person


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    build = build_of_its_own(tmp_path_factory.mktemp("build"))
    settings = Settings(free_port(), free_port(), free_port(), build)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        with Supervisor(embedded(settings), settings) as supervisor:
            supervisor.wait_until_ready()
            with kept_running(supervisor):
                yield House(supervisor, settings)


@pytest.mark.parametrize("name", ["rasa", "actions"])
def test_a_killed_server_is_a_slow_answer_or_an_honest_one_and_the_talk_goes_on(
    house: House, name: str
):
    person = house.person()
    house.kill(name)
    heard = person.say("and in texas?")
    if heard.is_trouble:  # a busy machine takes longer to restart than a person waits
        wait_until_warm(house.settings.actions_port)
        heard = person.say("and in texas?")
    assert (heard.occupations, heard.area) == (["25-4022"], "TX")


def test_without_the_desks_process_a_question_is_taken_all_the_same(house: House):
    person = house.person()
    house.kill("web")
    invited = person.say("", payload='/handoff{"choice": "ask"}')
    assert invited.responses == ["utter_handoff_ask"]
    assert person.say("Who may teach welding here?").responses == ["utter_handoff_taken"]


def test_a_missing_knowledge_file_is_said_and_one_that_is_back_is_used(house: House):
    person, base = house.person(), house.settings.build / "knowledge.sqlite"
    kept = base.rename(base.with_suffix(".away"))
    try:
        assert person.say("how much do welders make").responses == ["utter_no_knowledge"]
    finally:
        kept.rename(base)
    assert person.say("how much do welders make").occupations == ["51-4121"]


def test_new_knowledge_is_used_without_a_restart(house: House):
    person, base = house.person(), house.settings.build / "knowledge.sqlite"
    new = Path(shutil.copy(base, base.with_suffix(".new")))
    os.replace(new, base)
    assert person.say("and in texas?").area == "TX"


def test_everything_restarts_in_turn_and_the_talk_goes_on(house: House):
    person = house.person()
    house.supervisor.restart_in_turn()
    heard = person.say("and in texas?")
    assert (heard.occupations, heard.area) == (["25-4022"], "TX")
