"""``python -m triage serve | create-counselor | purge | check``: the doors of the triage room."""

from __future__ import annotations

import argparse
import getpass
import logging
import sys

from triage import accounts, retention, safety
from triage.errors import TriageError
from triage.intake import utc_now
from triage.library import Library
from triage.settings import Settings
from triage.store import Store


def main(arguments: list[str] | None = None) -> int:
    """Run one subcommand; an error of ours is one line on stderr and exit code 2."""
    chosen = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    try:
        return int(_COMMANDS[chosen.command](chosen, Settings.from_environment()))
    except TriageError as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m triage")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="start the desk on 127.0.0.1:WEB_PORT")
    create = commands.add_parser("create-counselor", help="add somebody who may sign in")
    create.add_argument("login", help="an e-mail address or a short name")
    create.add_argument("--name", default="", help="as students see it")
    create.add_argument("--role", default="admin", choices=accounts.ROLES)
    commands.add_parser("purge", help="delete what library.yml says is kept long enough")
    commands.add_parser("check", help="say what an operator should look at")
    return parser


def _serve(chosen: argparse.Namespace, settings: Settings) -> int:
    import uvicorn

    from triage.web import careers, library_pages
    from triage.web.app import create_app

    _check(chosen, settings)
    pages = [*library_pages.routes(settings), *careers.routes(settings.build / "knowledge.sqlite")]
    app = create_app(settings, public_routes=pages)
    uvicorn.run(app, host="127.0.0.1", port=settings.port, log_level="warning", access_log=False)
    return 0


def _create(chosen: argparse.Namespace, settings: Settings) -> int:
    """Reads the password from the terminal, or from a pipe."""
    ask = getpass.getpass if sys.stdin.isatty() else input
    password = ask("Password (12 characters or more): " if sys.stdin.isatty() else "")
    with Store.open(settings.database).work() as session:
        accounts.create(session, utc_now(), chosen.login, chosen.name, chosen.role, password)
    print(f"{chosen.login} may now sign in at {settings.public_url}/login")
    return 0


def _purge(_: argparse.Namespace, settings: Settings) -> int:
    library = Library.read(settings.library_file)
    with Store.open(settings.database).work() as session:
        print(retention.purge(session, library.retention, utc_now()))
    return 0


def _check(_: argparse.Namespace, settings: Settings) -> int:
    library = Library.read(settings.library_file)
    worries = [safety.expiry_warning()]
    if not library.takes_safety_cases:
        worries.append(
            "library.yml names nobody responsible: messages that sound like danger get the help "
            "numbers, but are not passed to anybody."
        )
    for worry in filter(None, worries):
        print(worry, file=sys.stderr)
    return 0


_COMMANDS = {
    "serve": _serve,
    "create-counselor": _create,
    "purge": _purge,
    "check": _check,
}

if __name__ == "__main__":
    raise SystemExit(main())
