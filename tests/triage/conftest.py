"""A desk for every test, on SQLite and on PostgreSQL."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import create_engine, text
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.triage import postgres
from triage import accounts, safety
from triage.desk import Desk
from triage.drafts import NOTHING, Draft
from triage.intake import Door
from triage.questions import Question
from triage.settings import Settings
from triage.tables import Counselor
from triage.web.app import create_app

PASSWORD = "correct horse battery"
LIBRARY = """
name: Test Library
responsible: {name: Ms. Kay, email: kay@library.example}
desk:
  time_zone: America/New_York
  opening: {mon: 09:00-17:00, tue: 09:00-17:00, wed: 09:00-17:00, thu: 09:00-17:00,
            fri: 09:00-17:00}
"""
_databases = itertools.count()


class Clock:
    """A clock that stands until it is moved: Wednesday, November 25, 2026, 10 am in New York."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        self.now += timedelta(**span)


class FixedDrafter:
    """Drafts the same answer for everything, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.about: Mapping[str, str] = {}
        self.says, self.occupation = "A draft.", "25-4022.00"

    def draft(self, questions: Sequence[str], about: Mapping[str, str] = NOTHING) -> list[Draft]:
        self.asked += questions
        self.about = about
        sources = ("BLS OEWS, May 2025, United States",)
        made = Draft(self.says, sources, "pay", 0.9, self.occupation, "Librarians", "US")
        return [replace(made, screening=safety.screen(question)) for question in questions]


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> None:
    """Hash passwords with less effort, so that tests take seconds."""
    accounts._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    accounts._NOBODY = accounts._hasher.hash("nobody")


@pytest.fixture(scope="session")
def postgres_socket() -> Iterator[str]:
    if not postgres.available():
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with postgres.server() as socket:
        yield socket


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database or schema; empty text stands for SQLite in the build folder."""
    if request.param == "sqlite":
        return ""
    socket = request.getfixturevalue("postgres_socket")
    name = f"desk{next(_databases)}"
    admin = create_engine(
        f"postgresql+psycopg://lattice@/postgres?host={socket}", isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    admin.dispose()
    return f"postgresql://lattice@/postgres?host={socket}&options=-csearch_path%3D{name}"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    library = tmp_path / "library.yml"
    library.write_text(LIBRARY, encoding="utf-8")
    return Settings(build=tmp_path / "build", library_file=library)


@pytest.fixture
def any_settings(settings: Settings, database_url: str) -> Settings:
    """The same on both databases."""
    return replace(settings, database_url=database_url)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def drafter() -> FixedDrafter:
    return FixedDrafter()


@pytest.fixture
def app(settings: Settings, clock: Clock, drafter: FixedDrafter) -> Iterator[Starlette]:
    made = create_app(settings, clock=clock, drafter=drafter, work=False)
    yield made
    made.state.house.desk.store.close()


@pytest.fixture
def any_app(any_settings: Settings, clock: Clock, drafter: FixedDrafter) -> Iterator[Starlette]:
    made = create_app(any_settings, clock=clock, drafter=drafter, work=False)
    yield made
    made.state.house.desk.store.close()


def door_of(app: Starlette) -> Door:
    return app.state.door


def desk_of(app: Starlette) -> Desk:
    return app.state.house.desk


def ask(app: Starlette, key: str = "k1", **fields: object) -> str:
    """Hand a question over as the bot does; returns the case's number."""
    said = {"conversation": "c1", "channel": "web", "text": "What does a librarian earn?"} | fields
    return door_of(app).take_question(Question(key=key, **said))


def hire(app: Starlette, login: str, role: str = "counselor") -> Counselor:
    desk = desk_of(app)
    with desk.store.work() as session:
        return accounts.create(session, desk.clock(), login, login.title(), role, PASSWORD)


class Browser(TestClient):
    """A browser that signs in and fills forms as a person does."""

    def sign_in(self, login: str, password: str = PASSWORD) -> Browser:
        self.get("/login")
        self.submit("/login", self.get("/login").text, login=login, password=password)
        return self

    def submit(self, address: str, page: str, **fields: str):
        """Send a form with the tokens found on ``page``."""
        hidden = {
            name: found[1]
            for name in ("form_token", "version")
            if (found := re.search(rf'name="{name}" value="([^"]*)"', page))
        }
        headers = {"Sec-Fetch-Site": "same-origin"}
        return self.post(address, data=hidden | fields, headers=headers)

    def act(self, number: str, act: str, **fields: str):
        """Press a button on the page of a case."""
        return self.submit(f"/cases/{number}/{act}", self.get(f"/cases/{number}").text, **fields)


def browse(app: Starlette, login: str) -> Browser:
    return Browser(app).sign_in(login)
