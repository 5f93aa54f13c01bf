"""PostgreSQL and Redis of our own, from Debian's packages, without root, in the build folder."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

from bot.supervisor import NotStarted, Part

_POSTGRES_OWNER = "postgres"


def missing() -> list[str]:
    """Debian packages that lack on this machine."""
    needed = {
        "postgresql": postgres_program("postgres"),
        "redis-server": _program("redis-server"),
        "nginx": _program("nginx"),
    }
    return [package for package, path in needed.items() if path is None]


def password(folder: Path) -> str:
    """The password of both, made once and readable by its owner only."""
    path = folder / "password"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(24))
    return path.read_text(encoding="ascii")


def postgres(folder: Path, port: int) -> tuple[Part, str]:
    """A server on the loopback address, its files made where they are missing, and its address."""
    secret, data = password(folder), folder / "postgres"
    if not (data / "PG_VERSION").exists():
        _create(data, secret)
    program = str(postgres_program("postgres"))
    options = ("-h", "127.0.0.1", "-p", str(port), "-k", "")
    command = (*_as_owner(), program, "-D", str(data), *options)
    part = Part("postgres", command, port, f"tcp://127.0.0.1:{port}", first=True)
    return part, f"postgresql://lattice:{secret}@127.0.0.1:{port}/postgres"


def _create(data: Path, secret: str) -> None:
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True, mode=0o700)
    with tempfile.NamedTemporaryFile("w", suffix=".password") as file:
        file.write(secret)
        file.flush()
        if os.geteuid() == 0:
            for path in (data, file.name):
                shutil.chown(path, _POSTGRES_OWNER, _POSTGRES_OWNER)
        arguments = ("-D", str(data), "-U", "lattice", "-E", "UTF8", "-A", "scram-sha-256")
        command = (
            *_as_owner(),
            str(postgres_program("initdb")),
            *arguments,
            f"--pwfile={file.name}",
        )
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode != 0:
        shutil.rmtree(data)
        raise NotStarted(f"PostgreSQL's files could not be made in {data}:\n{done.stderr}")


def redis(folder: Path, port: int) -> tuple[Part, str]:
    """A server that keeps nothing on disk, for locks live for seconds; and its address."""
    secret, settings = password(folder), folder / "redis.conf"
    settings.write_text(
        f'bind 127.0.0.1\nport {port}\nrequirepass {secret}\nsave ""\nmaxmemory 64mb\n',
        encoding="ascii",
    )
    settings.chmod(0o600)
    command = (str(_program("redis-server")), str(settings))
    part = Part("redis", command, port, f"tcp://127.0.0.1:{port}", first=True)
    return part, f"redis://:{secret}@127.0.0.1:{port}/0"


def nginx(folder: Path, port: int, settings: str) -> Part:
    """A proxy with a configuration of ours."""
    own = folder / "nginx"
    own.mkdir(parents=True, exist_ok=True)
    (own / "nginx.conf").write_text(settings, encoding="utf-8")
    command = (str(_program("nginx")), "-p", f"{own}/", "-c", "nginx.conf", "-e", "error.log")
    return Part("nginx", (*command, "-g", "daemon off;"), port, f"http://127.0.0.1:{port}/health")


def _as_owner() -> tuple[str, ...]:
    """PostgreSQL refuses to be root; and runuser would end before it does."""
    owner = (f"--reuid={_POSTGRES_OWNER}", f"--regid={_POSTGRES_OWNER}", "--clear-groups")
    return ("setpriv", *owner) if os.geteuid() == 0 else ()


def postgres_program(program: str) -> Path | None:
    """Where a program of PostgreSQL is: the newest of Debian's, else the one on the path."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return installed[-1] if installed else _program(program)


def _program(name: str) -> Path | None:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    return Path(found) if found else None
