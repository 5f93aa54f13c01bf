"""``make doctor``: what this machine lacks, and how to get it.

Pure standard library, so that any Python 3.8 or later can run it before anything is installed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FREE_GIB = 8
MOST_SERVERS = 32
TOKENS = ("SLACK_BOT_TOKEN", "TELEGRAM_BOT_TOKEN")


class Finding(NamedTuple):
    """One check: whether it is well, and what to do where it is not."""

    name: str
    well: bool
    found: str
    remedy: str = ""


PYTHON_310 = """\
Rasa 3.6 runs on Python 3.10 only (docs/decisions/0001). Any one of these:
    pyenv            pyenv install 3.10        (the file .python-version then finds it)
    uv               uv python install 3.10    (downloads a build of its own)
    Debian, Ubuntu   apt install python3.10    (where the release has it; Debian 12 has not)
    macOS            brew install python@3.10"""

PYTHON_311 = """\
Everything but Rasa runs on Python 3.11 or later. Any one of these:
    pyenv            pyenv install 3.11
    uv               uv python install 3.11
    Debian 12        apt install python3.11 python3.11-venv
    macOS            brew install python@3.11"""

UV = """\
make fetches uv from PyPI into .envs/tools by itself; that needs `python3 -m venv` to work
    Debian, Ubuntu   apt install python3-venv
    or install uv    pipx install uv"""

CPU_TORCH = """\
Without a CPU wheel the installer downloads PyTorch with CUDA (some 3 GB more). On Linux set
    UV_TORCH_BACKEND=cpu   (asks PyTorch's own index), or
    UV_FIND_LINKS=DIR      a folder with a torch-2.13.0+cpu wheel
before make run. macOS needs nothing: its wheel is a CPU wheel."""


def main() -> int:
    """Print every finding; exit 1 where something needed is missing."""
    findings = list(examine())
    for finding in findings:
        print(f"{'ok ' if finding.well else '!! '} {finding.name}: {finding.found}")
        if not finding.well:
            print("\n".join(f"     {line}" for line in finding.remedy.splitlines()))
    missing = sum(not finding.well for finding in findings)
    print(f"\n{missing} thing(s) to mend" if missing else "\nAll well: type make run")
    return 1 if missing else 0


def examine() -> Iterator[Finding]:
    """Run every check."""
    yield _tool("make", "apt install make, or xcode-select --install")
    uv = shutil.which("uv") or _existing(ROOT / ".envs/tools/bin/uv")
    venv = _run([sys.executable, "-c", "import venv, ensurepip"]) is not None
    yield Finding("uv", bool(uv) or venv, uv or "absent; make run fetches it from PyPI", UV)
    yield _python("3.11", uv, PYTHON_311)
    yield _python("3.10", uv, PYTHON_310)
    free = shutil.disk_usage(ROOT).free / 2**30
    yield Finding("disk", free >= FREE_GIB, f"{free:.0f} GiB free", f"{FREE_GIB} GiB are needed")
    yield _torch()
    yield from _channels()
    yield from running()


def _tool(name: str, remedy: str) -> Finding:
    path = shutil.which(name)
    return Finding(name, path is not None, path or "absent", remedy)


def _python(version: str, uv: str | None, remedy: str) -> Finding:
    if uv:
        path = _run([uv, "python", "find", "--no-python-downloads", version])
        if path:
            return Finding(f"Python {version}", True, path)
    found = _run([f"python{version}", "-c", "import sys; print(sys.executable)"])
    return Finding(f"Python {version}", found is not None, found or "not found", remedy)


def _torch() -> Finding:
    installed = (ROOT / ".envs/app/.ready").exists()
    folders = f"{os.environ.get('UV_FIND_LINKS', '')} {os.environ.get('PIP_FIND_LINKS', '')}"
    wheel = any(
        list(Path(folder).glob("torch-*+cpu-*.whl"))
        for folder in folders.split()
        if Path(folder).is_dir()
    )
    well = installed or wheel or sys.platform == "darwin" or "UV_TORCH_BACKEND" in os.environ
    return Finding(
        "PyTorch for CPU", well, "available" if well else "no CPU wheel named", CPU_TORCH
    )


def _channels() -> Iterator[Finding]:
    """Slack and Telegram are off unless their tokens are set; then each platform is asked."""
    tokens = [name for name in TOKENS if os.environ.get(name)]
    app = ROOT / ".envs/app/bin/python"
    if not tokens:
        yield Finding("Slack and Telegram", True, "no tokens set; both are off")
    elif not app.exists():
        yield Finding(", ".join(tokens), True, "set; asked about once make run has installed")
    else:
        done = subprocess.run(
            [str(app), "-m", "bot.bridge", "check"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        said = "\n".join(f"     {line}" for line in done.stdout.splitlines())
        yield Finding(
            "Slack and Telegram",
            done.returncode == 0,
            f"asked about the tokens\n{said}",
            "docs/slack.md, docs/telegram.md",
        )


def running(within: float = 4.0) -> Iterator[Finding]:
    """How the parts are that run on this machine's ports, by their own account."""
    first = {"actions": 5055, "rasa": 5005, "web": 8080}
    answers = {}
    for name, usual in first.items():
        port = int(os.environ.get(f"{name.upper()}_PORT") or usual)
        for number in range(MOST_SERVERS if name != "web" else 1):
            told = _readiness(port + number, within)
            if told is None:
                break
            answers[f"{name} on {port + number}"] = told
    if not answers:
        yield Finding("running parts", True, "none; make run starts them")
    for name, told in answers.items():
        ill = [f"{part}: {how}" for part, how in told.get("parts", {}).items() if how != "ok"]
        found = ", ".join(ill) or str(told.get("status", "answers, but not as ours"))
        yield Finding(name, not ill, found, "docs/operate.md says what each part stands on")


def _readiness(port: int, within: float) -> dict[str, Any] | None:
    """What a part says at /ready; None where nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=within) as reply:
            told = json.load(reply)
    except urllib.error.HTTPError as error:
        try:
            told = json.load(error)
        except ValueError:
            return None
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) else None


def _existing(path: Path) -> str | None:
    return str(path) if path.exists() else None


def _run(command: list[str]) -> str | None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


if __name__ == "__main__":
    raise SystemExit(main())
