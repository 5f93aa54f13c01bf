"""``python -m bot.backup save | restore``: what cannot be built again, in two files.

``lattice-….data.tar.gz`` has cases, conversations, waiting letters, the bridges' ledgers and
library.yml; ``lattice-….keys.tar`` has the keys that open them. Keep the two apart: neither is
of use to a thief without the other. Knowledge and model are built again by ``make``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.engine import make_url

from bot.scale import engines
from bot.settings import Settings
from bot.supervisor import Supervisor, answers
from triage.settings import library_file

DATABASES = (
    "cases.sqlite",
    "conversations.sqlite",
    "bridge_slack.sqlite",
    "bridge_telegram.sqlite",
)
KEYS = ("desk.key", "secret")
SPOOL, DUMP, LIBRARY = "spool", "postgres.dump", "library.yml"


class NotDone(Exception):
    """A backup that could not be made or put back: says why, and what would be right."""


def save(settings: Settings, folder: Path, environment: Mapping[str, str]) -> tuple[Path, Path]:
    """Write both files while everything runs on; returns data and keys.

    Raises:
        NotDone: a database could not be read.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stem = folder / time.strftime("lattice-%Y%m%d-%H%M%S", time.gmtime())
    data, keys = stem.with_suffix(".data.tar.gz"), stem.with_suffix(".keys.tar")
    with TemporaryDirectory(dir=folder) as draft:
        found = Path(draft)
        for name in DATABASES:
            _copy_database(settings.build / name, found / name)
        with _database(settings, environment) as url:
            if url:
                _postgres("pg_dump", url, "-Fc", "-f", str(found / DUMP))
        if (settings.build / SPOOL).is_dir():
            shutil.copytree(settings.build / SPOOL, found / SPOOL)
        if library_file(environment).exists():
            shutil.copy(library_file(environment), found / LIBRARY)
        _pack(data, {path.name: path for path in found.iterdir()}, "w:gz")
    _pack(keys, {name: settings.build / name for name in KEYS if (settings.build / name).exists()})
    return data, keys


def restore(
    settings: Settings, data: Path, keys: Path | None, environment: Mapping[str, str]
) -> list[str]:
    """Put both files' contents where they were; returns their names. Nothing may be running.

    What is there is moved to ``build/before-restore-…`` first; PostgreSQL's tables are replaced.

    Raises:
        NotDone: something runs, a file is not a backup, or the database refuses.
    """
    if (settings.build / "run.pid").exists():
        raise NotDone("stop make run or make scale first (build/run.pid is there)")
    with TemporaryDirectory(dir=settings.build) as draft:
        found = Path(draft)
        for archive in filter(None, (data, keys)):
            _unpack(archive, found)
        names = sorted(path.name for path in found.iterdir())
        if DUMP in names:
            _restore_postgres(settings, found / DUMP, environment)
        aside = settings.build / time.strftime("before-restore-%Y%m%d-%H%M%S", time.gmtime())
        for name in filter(lambda name: name != DUMP, names):
            place = library_file(environment) if name == LIBRARY else settings.build / name
            _put(found / name, place, aside)
    return names


def _restore_postgres(settings: Settings, dump: Path, environment: Mapping[str, str]) -> None:
    with _database(settings, environment) as url:
        if not url:
            raise NotDone("the backup is of PostgreSQL: say which one with LATTICE_DATABASE_URL")
        options = ("--clean", "--if-exists", "--single-transaction", "--no-owner")
        _postgres("pg_restore", url, *options, dump=dump)


@contextmanager
def _database(settings: Settings, environment: Mapping[str, str]) -> Iterator[str]:
    """The PostgreSQL that is in use: a named one, or that of ``make scale``; "" without one."""
    named = settings.database_url or environment.get("DATABASE_URL", "")
    folder = settings.build / "scale"
    if named.startswith("postgres"):
        yield named
    elif (folder / "postgres" / "PG_VERSION").exists():
        part, url = engines.postgres(folder, settings.front_port + 2)
        with nullcontext() if answers(part.health) else Supervisor((part,), settings):
            yield url
    else:
        yield ""


def _copy_database(source: Path, target: Path) -> None:
    """A whole copy of a database that others are writing to."""
    if not source.exists():
        return
    try:
        with closing(sqlite3.connect(source)) as running, closing(sqlite3.connect(target)) as copy:
            running.backup(copy)
    except sqlite3.Error as error:
        raise NotDone(f"{source} cannot be copied: {error}") from error


def _postgres(program: str, url: str, *options: str, dump: Path | None = None) -> None:
    """Run a program of PostgreSQL; the address, which holds a password, is no argument."""
    command = [str(engines.postgres_program(program) or program), *options]
    command += ["--dbname=service=lattice"] + ([str(dump)] if dump else [])
    with TemporaryDirectory() as folder:
        service = Path(folder) / "service"
        service.write_text(f"[lattice]\n{_service(url)}", encoding="utf-8")
        service.chmod(0o600)
        variables = {**os.environ, "PGSERVICEFILE": str(service)}
        try:
            done = subprocess.run(command, capture_output=True, text=True, env=variables)
        except FileNotFoundError:
            raise NotDone(f"{program} is missing: apt-get install postgresql-client") from None
    if done.returncode != 0:
        raise NotDone(f"{program} failed: {done.stderr.strip()}")


def _service(url: str) -> str:
    """The address as lines of a service file."""
    parsed = make_url(url)
    parts = {
        "host": parsed.host,
        "port": parsed.port,
        "user": parsed.username,
        "password": parsed.password,
        "dbname": parsed.database,
        **parsed.query,
    }
    return "".join(f"{name}={value}\n" for name, value in parts.items() if value)


def _pack(archive: Path, members: Mapping[str, Path], mode: str = "w") -> None:
    """Write an archive that its owner alone may read, whole or not at all."""
    draft = archive.with_name(f".{archive.name}")
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file, tarfile.open(fileobj=file, mode=mode) as tar:
        for name, path in sorted(members.items()):
            tar.add(path, name)
    draft.rename(archive)


def _unpack(archive: Path, folder: Path) -> None:
    known = {*DATABASES, *KEYS, SPOOL, DUMP, LIBRARY}
    try:
        with tarfile.open(archive) as tar:
            if strange := [m.name for m in tar if m.name.split("/")[0] not in known]:
                raise NotDone(f"{archive} is no backup of ours: it holds {strange[0]}")
            tar.extractall(folder, filter="data")
    except (OSError, tarfile.TarError) as error:
        raise NotDone(f"{archive} cannot be read: {error}") from error


def _put(source: Path, place: Path, aside: Path) -> None:
    """Move what is there aside, with the files that SQLite keeps beside it, and put ours."""
    for there in (
        place,
        place.with_name(f"{place.name}-wal"),
        place.with_name(f"{place.name}-shm"),
    ):
        if there.exists():
            aside.mkdir(exist_ok=True, mode=0o700)
            shutil.move(there, aside / there.name)
    shutil.move(source, place)


def main(arguments: list[str] | None = None) -> int:
    """Save or restore; an error of ours is one line on stderr and exit code 2."""
    parser = argparse.ArgumentParser(prog="python -m bot.backup")
    commands = parser.add_subparsers(dest="command", required=True)
    saving = commands.add_parser("save")
    saving.add_argument("--to", type=Path, default=None, help="folder; build/backups without it")
    restoring = commands.add_parser("restore")
    restoring.add_argument("data", type=Path)
    restoring.add_argument("--keys", type=Path, default=None)
    chosen = parser.parse_args(arguments)
    settings = Settings.from_environment()
    try:
        if chosen.command == "save":
            folder = chosen.to or settings.build / "backups"
            made = save(settings, folder, os.environ)
            print("\n".join(map(str, made)), "Keep the two apart.", sep="\n")
        else:
            names = restore(settings, chosen.data, chosen.keys, os.environ)
            print(f"put back: {', '.join(names)}")
    except NotDone as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
