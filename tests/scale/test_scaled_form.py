"""The scaled form on real engines: right across servers, and nothing lost whoever dies."""

from __future__ import annotations

import signal
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from benchmarks.people import Noticed, Person, talk
from bot.scale import engines
from bot.scale.__main__ import scaled
from bot.settings import Settings
from bot.supervisor import Supervisor, answers, signal_group
from tests.running import build_of_its_own, kept_running
from triage.drafts import Bot

pytestmark = [pytest.mark.rasa, pytest.mark.slow]
FRONT, RASA, ACTIONS, WEB = 17600, 17610, 17620, 17630


@pytest.fixture(scope="module")
def settings() -> Iterator[Settings]:
    """A folder that others may enter: PostgreSQL, which refuses to be root, is somebody else."""
    if lacking := engines.missing():
        pytest.skip(f"apt-get install {' '.join(lacking)}")
    with TemporaryDirectory(prefix="lattice-scale-") as folder:
        Path(folder).chmod(0o755)
        build = build_of_its_own(Path(folder))
        yield Settings(RASA, ACTIONS, WEB, build, front_port=FRONT)


@pytest.fixture(scope="module")
def supervisor(settings: Settings) -> Iterator[Supervisor]:
    given, parts = scaled(settings)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        with Supervisor(parts, given) as supervisor:
            supervisor.wait_until_ready()
            with kept_running(supervisor):
                yield supervisor


def heard_by(person: Person, turns: int, seed: int = 1) -> Noticed:
    noticed = Noticed()
    for heard, right in talk(person, turns, seed):
        noticed.note(heard, right)
    return noticed


def test_one_conversation_stays_right_on_two_servers_in_turn(supervisor: Supervisor):
    assert heard_by(Person(RASA, RASA + 1), 60).kinds["right"] == 60


def test_messages_at_once_on_two_servers_are_taken_one_by_one(supervisor: Supervisor):
    person = Person(RASA)
    person.say("how much do librarians make")

    def ask(number: int) -> bool:
        other = Person(RASA + number % 2)
        other.conversation, other._turn = person.conversation, 100 + number
        return other.say("and in texas?").area == "TX"

    with ThreadPoolExecutor(8) as people:
        assert all(people.map(ask, range(16)))


@pytest.mark.parametrize("name", ["rasa1", "actions2", "redis", "postgres", "nginx", "web"])
def test_whoever_is_killed_people_are_answered_rightly(supervisor: Supervisor, name: str):
    person = Person(FRONT)
    heard_by(person, 2)
    signal_group(supervisor.process(name), signal.SIGKILL)
    noticed = heard_by(person, 6, seed=2)
    assert noticed.kinds["right"] == 6, noticed.kinds


def test_a_new_model_and_new_knowledge_go_in_while_people_talk(supervisor: Supervisor):
    with ThreadPoolExecutor(2) as people:
        talks = [people.submit(heard_by, Person(FRONT), 80, seed) for seed in range(2)]
        supervisor.restart_in_turn(lambda part: part.name.startswith("rasa"))
    for noticed in (one.result() for one in talks):
        assert noticed.kinds["right"] == 80, noticed.kinds


def test_only_the_widgets_channel_is_public(supervisor: Supervisor):
    while not answers(f"http://127.0.0.1:{WEB}/health"):  # it was killed in a test before
        time.sleep(0.2)
    for path in ("/webhooks/rest/", "/webhooks/drafts/", "/webhook"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{FRONT}{path}", timeout=10)
        assert refused.value.code == 404


def test_passwords_are_readable_by_their_owner_only(settings: Settings, supervisor: Supervisor):
    for name in ("password", "redis.conf"):
        assert (settings.build / "scale" / name).stat().st_mode & 0o077 == 0


def test_the_desk_gets_its_drafts_from_inside(supervisor: Supervisor):
    [draft] = Bot(f"http://127.0.0.1:{FRONT + 1}").draft(["how much do librarians make"])
    assert draft.topic == "pay"
