"""``python -m triage serve | create-counselor | export | forget | purge | check``: the doors."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from dataclasses import asdict

from guard.addresses import Proxies
from guard.logs import set_up
from triage import accounts, newcomer, records, retention, safety
from triage.errors import TriageError
from triage.intake import utc_now
from triage.library import Library
from triage.settings import Settings
from triage.store import Store
from triage.vault import Vault


def main(arguments: list[str] | None = None) -> int:
    """Run one subcommand; an error of ours is one line on stderr and exit code 2."""
    chosen = _parser().parse_args(arguments)
    level = logging.INFO if chosen.command == "serve" else logging.WARNING
    logging.basicConfig(level=level, format="%(asctime)s %(name)s %(message)s")
    try:
        return int(_COMMANDS[chosen.command](chosen, Settings.from_environment()))
    except TriageError as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m triage")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="start the desk on WEB_PORT")
    create = commands.add_parser("create-counselor", help="add somebody who may sign in")
    create.add_argument("login", nargs="?", default="", help="an e-mail address or a short name")
    create.add_argument("--name", default="", help="as students see it")
    create.add_argument("--role", default="admin", choices=accounts.ROLES)
    about = "the number a student was told, such as 7KQ-D2MX"
    export = commands.add_parser("export", help="everything kept about a student, as JSON")
    export.add_argument("number", help=about)
    forget = commands.add_parser("forget", help="delete everything kept about a student")
    forget.add_argument("number", help=about)
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
    set_up("web")
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        log_level="warning",
        access_log=False,
        forwarded_allow_ips=",".join(Proxies.from_environment().networks),
    )
    return 0


def _create(chosen: argparse.Namespace, settings: Settings) -> int:
    """Asks at a terminal for what is missing; from a pipe comes the password, once."""
    store = Store.open(settings.database)
    with store.look() as session:
        new = newcomer.asked_for(session, chosen.login, at_terminal=sys.stdin.isatty())
    with store.work() as session:
        accounts.create(session, utc_now(), new.login, chosen.name, chosen.role, new.password)
    print(f"{new.login} may now sign in at {settings.public_url}/login")
    return 0


def _export(chosen: argparse.Namespace, settings: Settings) -> int:
    """Writes JSON to stdout; the audit keeps that it was done."""
    vault = Vault.open(settings.build)
    with Store.open(settings.database).work() as session:
        found = records.kept_with(session, vault, chosen.number, utc_now())
    print(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    return 0


def _forget(chosen: argparse.Namespace, settings: Settings) -> int:
    with Store.open(settings.database).work() as session:
        gone = records.forget_with(session, chosen.number, utc_now())
    print(f"Deleted: {', '.join(gone)}, with everything that belonged to them.")
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
    "export": _export,
    "forget": _forget,
    "purge": _purge,
    "check": _check,
}

if __name__ == "__main__":
    raise SystemExit(main())
