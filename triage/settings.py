"""Where the desk keeps its things and whom it talks to, from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from triage.errors import BadInput

ROOT = Path(__file__).resolve().parent.parent
_LIBRARY = "LATTICE_LIBRARY"
_BRIDGES = {"slack": 5065, "telegram": 5066}


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of the desk; every default works on one machine.

    Attributes:
        build: folder of built files; holds the key file, the spool and the SQLite database.
        database_url: any SQLAlchemy address; the embedded SQLite file by default.
        library_file: the operator's ``library.yml``.
        bot_url: address of the Rasa server, asked for drafts.
        named_chat_url: where the demo pages' chat finds the bot, if that is another address.
        port: port of the web application.
        host: address it listens on; the loopback address unless LATTICE_HOST says otherwise.
        https: whether people reach the desk by https (cookies are then marked secure).
        public_url: the address people type, written into notices.
        smtp_url: ``smtp://user:password@host:587`` or empty for no e-mail.
        mail_from: sender of notices.
        slack_webhook: incoming-webhook address or empty.
        webhook: address that is told of events, or empty.
        webhook_secret: signs what is sent to ``webhook`` and to ``delivery`` addresses.
        delivery: channel name -> address that takes replies for that channel.
        chatwoot: url, inbox, account, token and secret of a Chatwoot inbox; empty for none.
    """

    build: Path = ROOT / "build"
    database_url: str = ""
    library_file: Path = ROOT / "library.yml"
    bot_url: str = "http://127.0.0.1:5005"
    named_chat_url: str = ""
    port: int = 8080
    host: str = "127.0.0.1"
    https: bool = False
    public_url: str = "http://127.0.0.1:8080"
    smtp_url: str = ""
    mail_from: str = "career-lattice@localhost"
    slack_webhook: str = ""
    webhook: str = ""
    webhook_secret: str = ""
    delivery: Mapping[str, str] = field(default_factory=dict)
    chatwoot: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read DATABASE_URL, else LATTICE_DATABASE_URL; LATTICE_BUILD, WEB_PORT and so on."""
        port = int(environment.get("WEB_PORT") or 8080)
        public = environment.get("LATTICE_DESK_URL") or f"http://127.0.0.1:{port}"
        rasa = environment.get("RASA_PORT") or "5005"
        return cls(
            build=ROOT / (environment.get("LATTICE_BUILD") or "build"),
            database_url=environment.get("DATABASE_URL")
            or environment.get("LATTICE_DATABASE_URL", ""),
            library_file=_existing(library_file(environment), environment),
            bot_url=environment.get("LATTICE_BOT_URL") or f"http://127.0.0.1:{rasa}",
            named_chat_url=environment.get("LATTICE_CHAT_URL", ""),
            port=port,
            host=environment.get("LATTICE_HOST") or "127.0.0.1",
            https=public.startswith("https:"),
            public_url=public.rstrip("/"),
            smtp_url=environment.get("LATTICE_DESK_SMTP", ""),
            mail_from=environment.get("LATTICE_DESK_MAIL_FROM") or "career-lattice@localhost",
            slack_webhook=environment.get("LATTICE_DESK_SLACK", ""),
            webhook=environment.get("LATTICE_DESK_WEBHOOK", ""),
            webhook_secret=environment.get("LATTICE_DESK_WEBHOOK_SECRET", ""),
            delivery=_deliveries(environment),
            chatwoot=_named("LATTICE_CHATWOOT_", environment),
        )

    @property
    def sends_letters(self) -> bool:
        """Whether replies to a pile go by e-mail: where no address of the operator takes them."""
        return bool(self.smtp_url) and "import" not in self.delivery

    @property
    def chat_url(self) -> str:
        """Address of the bot as a browser reaches it."""
        return self.named_chat_url or self.bot_url

    @property
    def database(self) -> str:
        """The address of the database, with the driver we install."""
        if not self.database_url:
            return f"sqlite:///{self.build / 'cases.sqlite'}"
        return _with_driver(self.database_url)


def library_file(environment: Mapping[str, str] = os.environ) -> Path:
    """The operator's file, for every room: LATTICE_LIBRARY, else ``library.yml``."""
    return ROOT / (environment.get(_LIBRARY) or "library.yml")


def _existing(file: Path, environment: Mapping[str, str]) -> Path:
    """A file that is named has to be there; without ``library.yml`` the defaults count."""
    if environment.get(_LIBRARY) and not file.is_file():
        raise BadInput(f"{_LIBRARY} names {file}, which is no file; expected a library.yml")
    return file


def _with_driver(url: str) -> str:
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def _deliveries(environment: Mapping[str, str]) -> dict[str, str]:
    """Slack and Telegram, where they are on, take replies at a door of their own."""
    own = {
        name: f"http://127.0.0.1:{environment.get(f'{name.upper()}_PORT') or port}/replies"
        for name, port in _BRIDGES.items()
        if environment.get(f"{name.upper()}_BOT_TOKEN")
    }
    return own | _named("LATTICE_DELIVERY_", environment)


def _named(prefix: str, environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that begin with ``prefix``, by the rest of their name in small letters."""
    return {
        name.removeprefix(prefix).lower(): value
        for name, value in environment.items()
        if name.startswith(prefix) and value
    }
