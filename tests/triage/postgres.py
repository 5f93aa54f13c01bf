"""A PostgreSQL of our own for the tests, from Debian's packages, in a folder that goes away."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def available() -> bool:
    """Whether the server's programs are on this machine."""
    return bool(_BINARIES)


@contextmanager
def address() -> Iterator[str]:
    """Start a server and give its address; skips the test on a machine without one."""
    if not available():
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with server() as socket:
        yield f"postgresql://lattice@/postgres?host={socket}"


@contextmanager
def server() -> Iterator[str]:
    """Start a server; gives the folder of its socket."""
    folder = Path(tempfile.mkdtemp(prefix="lattice-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    try:
        _run("initdb", "-D", str(folder / "data"), "-U", "lattice", "-A", "trust", "-E", "UTF8")
        start(folder)
        yield str(folder)
    finally:
        stop(folder)
        shutil.rmtree(folder, ignore_errors=True)


def start(folder: Path) -> None:
    """Start the server of ``folder``; its socket is there too."""
    options = f"-k {folder} -c listen_addresses= -c fsync=off"
    _run(
        "pg_ctl",
        "-D",
        str(folder / "data"),
        "-l",
        str(folder / "log"),
        "-w",
        "-o",
        options,
        "start",
    )


def stop(folder: Path) -> None:
    """End the server at once, as a crash would."""
    _run("pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "-w", "stop", check=False)


def _run(program: str, *arguments: str, check: bool = True) -> None:
    """Run a program of the server; it refuses to be root."""
    become = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*become, str(_BINARIES[-1] / program), *arguments]
    subprocess.run(
        command, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/tmp"
    )
