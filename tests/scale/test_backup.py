"""What was saved comes back, on both databases, and opens again."""

from __future__ import annotations

import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot import backup
from bot.backup import NotDone, restore, save
from bot.settings import Settings
from tests.triage import postgres
from triage.intake import Door
from triage.questions import Question
from triage.settings import Settings as DeskSettings

ASKED = "Who may teach welding here?"


@pytest.fixture
def postgres_url() -> Iterator[str]:
    with postgres.address() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    return Settings(build=tmp_path / "build", database_url=url)


@pytest.fixture
def library(tmp_path: Path) -> dict[str, str]:
    """The variables that name a library file of its own."""
    path = tmp_path / "library.yml"
    path.write_text("name: Riverbend\n", encoding="utf-8")
    return {"LATTICE_LIBRARY": str(path)}


def door(settings: Settings) -> Door:
    return Door(DeskSettings(build=settings.build, database_url=settings.database_url))


def ask(settings: Settings, contact: str = "zelda@example.org") -> str:
    question = Question("k1", "ann", "web", ASKED, contact=contact)
    return door(settings).take_question(question)


def forget_everything(settings: Settings) -> None:
    shutil.rmtree(settings.build)
    settings.build.mkdir()
    if settings.database_url:
        engine = create_engine(settings.database_url.replace("postgresql:", "postgresql+psycopg:"))
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()


def test_a_case_comes_back_with_its_way_to_the_person(
    settings: Settings, library: dict[str, str], tmp_path: Path
):
    number = ask(settings)
    saved = save(settings, tmp_path / "backups", library)
    forget_everything(settings)
    Path(library["LATTICE_LIBRARY"]).write_text("name: Lost\n", encoding="utf-8")
    restore(settings, *saved, library)
    kept = door(settings).kept_about("ann")
    assert [case.number for case in door(settings).cases_of("ann")] == [number]
    assert "zelda@example.org" in str(kept)
    assert "Riverbend" in Path(library["LATTICE_LIBRARY"]).read_text(encoding="utf-8")


def test_letters_that_wait_for_the_database_are_saved(library: dict[str, str], tmp_path: Path):
    settings = Settings(build=tmp_path / "build")
    away = DeskSettings(build=settings.build, database_url="postgresql://nobody@127.0.0.1:1/none")
    Door(away).take_question(Question("k1", "ann", "web", ASKED))
    saved = save(settings, tmp_path / "backups", library)
    forget_everything(settings)
    restore(settings, *saved, library)
    assert door(settings).drain() == 1
    assert len(door(settings).cases_of("ann")) == 1


def test_the_data_alone_tells_no_contact(library: dict[str, str], tmp_path: Path):
    settings = Settings(build=tmp_path / "build")
    ask(settings)
    data, keys = save(settings, tmp_path / "backups", library)
    with tarfile.open(data) as tar:
        held = {m.name: tar.extractfile(m).read() for m in tar if m.isfile()}
    assert not {"desk.key", "secret"} & set(held)
    assert not any(b"zelda" in content for content in held.values())
    for path in (data, keys):
        assert path.stat().st_mode & 0o077 == 0


def test_what_was_there_is_kept_aside(library: dict[str, str], tmp_path: Path):
    settings = Settings(build=tmp_path / "build")
    ask(settings)
    saved = save(settings, tmp_path / "backups", library)
    restore(settings, *saved, library)
    aside = next(settings.build.glob("before-restore-*"))
    assert (aside / "cases.sqlite").exists()


def test_nothing_is_put_back_under_a_running_bot(library: dict[str, str], tmp_path: Path):
    settings = Settings(build=tmp_path / "build")
    ask(settings)
    saved = save(settings, tmp_path / "backups", library)
    (settings.build / "run.pid").write_text("1", encoding="ascii")
    with pytest.raises(NotDone, match="stop make run"):
        restore(settings, *saved, library)


@pytest.mark.parametrize("member", ["../evil", "etc/passwd", "knowledge.sqlite"])
def test_only_backups_of_ours_are_unpacked(tmp_path: Path, member: str):
    (tmp_path / "content").write_text("x", encoding="utf-8")
    strange = tmp_path / "strange.tar"
    with tarfile.open(strange, "w") as tar:
        tar.add(tmp_path / "content", member)
    (tmp_path / "build").mkdir()
    with pytest.raises(NotDone, match="no backup of ours"):
        restore(Settings(build=tmp_path / "build"), strange, None, {})


def test_a_broken_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "broken.tar").write_bytes(b"nothing")
    assert backup.main(["restore", str(tmp_path / "broken.tar")]) == 2
    assert "cannot be read" in capsys.readouterr().err
