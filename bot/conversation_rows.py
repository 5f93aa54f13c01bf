"""The table of running conversations, in SQLite or PostgreSQL: one sealed row each.

A row is found by a keyed fingerprint of the conversation's id and opened by a key made from that
id. The id is with the person only, so neither a copy of the table nor the operator can read it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import (
    Column,
    Float,
    Index,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    create_engine,
    delete,
    event,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.pool import QueuePool

ANSWER_WITHIN = 3
"""Seconds to wait for a connection, or for a lock of SQLite."""

_rows = Table(
    "conversation_state",
    MetaData(),
    Column("key", String(64), primary_key=True),
    Column("version", String(32), nullable=False),
    Column("kept_at", Float, nullable=False),
    Column("sealed", Text, nullable=False),
    Index("conversation_state_kept_at", "kept_at"),
)
_FIND = select(_rows).where(_rows.c.key == bindparam("key"))


class Overtaken(Exception):
    """Another turn of the same conversation was kept since this one was begun."""


@dataclass(frozen=True)
class Row:
    """A conversation as it was kept.

    Attributes:
        version: another one whenever it is kept.
        state: its events as JSON.
        kept_at: seconds since 1970.
    """

    version: str
    state: str
    kept_at: float


class ConversationRows:
    """Keeps, gives and deletes rows; its methods block, and may be called by several threads."""

    def __init__(self, url: str, secret: bytes) -> None:
        self._engine = _engine(url)
        self._secret = secret
        self.several_at_once = self._engine.dialect.name != "sqlite"
        self._keep = _keep(postgresql if self.several_at_once else sqlite).compile(self._engine)

    def prepare(self) -> None:
        """Create the table where it is missing; several servers may do so at once.

        Raises:
            DBAPIError: the database cannot be reached, or is damaged.
        """
        try:
            _rows.metadata.create_all(self._engine)
        except (IntegrityError, OperationalError, ProgrammingError):
            _rows.metadata.create_all(self._engine)  # another server was just making it
        self.check()

    def check(self) -> None:
        """Ask something of the table.

        Raises:
            DBAPIError: it cannot be reached, or is damaged.
        """
        with self._engine.connect() as connection:
            connection.execute(select(_rows.c.version).limit(1)).all()

    def get(self, conversation: str) -> Row | None:
        """The row of a conversation, if there is one."""
        with self._engine.connect() as connection:
            found = connection.execute(_FIND, {"key": self._fingerprint(conversation)}).first()
        if found is None:
            return None
        state = self._cipher(conversation).decrypt(found.sealed.encode()).decode()
        return Row(found.version, state, found.kept_at)

    def put(self, conversation: str, row: Row, before: str | None) -> None:
        """Keep ``row`` where the version kept so far is still ``before``.

        Putting the same row twice is putting it once, so that it may be tried again.

        Raises:
            Overtaken: another version was kept meanwhile; it stays.
        """
        values = {
            "key": self._fingerprint(conversation),
            "version": row.version,
            "kept_at": row.kept_at,
            "sealed": self._cipher(conversation).encrypt(row.state.encode()).decode(),
            "before": before or "",
        }
        with self._engine.begin() as connection:
            if connection.execute(self._keep, values).rowcount == 0:
                raise Overtaken

    def remove(self, conversation: str) -> None:
        """Delete the row of a conversation."""
        with self._engine.begin() as connection:
            connection.execute(delete(_rows).where(_rows.c.key == self._fingerprint(conversation)))

    def remove_older(self, moment: float) -> None:
        """Delete what was kept before a moment, in seconds since 1970."""
        with self._engine.begin() as connection:
            connection.execute(delete(_rows).where(_rows.c.kept_at < moment))

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _fingerprint(self, conversation: str) -> str:
        return self._made_from("find", conversation).hex()

    def _cipher(self, conversation: str) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(self._made_from("open", conversation)))

    def _made_from(self, purpose: str, conversation: str) -> bytes:
        return hmac.digest(self._secret, f"{purpose}:{conversation}".encode(), hashlib.sha256)


def _keep(dialect: Any) -> Any:
    """Insert a row, or put it in the place of version ``before``.

    To be compiled once: SQLAlchemy remembers no statement that has an ON CONFLICT.
    """
    insert = dialect.insert(_rows)
    return insert.values(
        {column.name: bindparam(column.name) for column in _rows.c}
    ).on_conflict_do_update(
        index_elements=["key"],
        set_={name: insert.excluded[name] for name in ("version", "kept_at", "sealed")},
        where=_rows.c.version.in_([bindparam("before"), insert.excluded.version]),
    )


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        parsed = parsed.set(drivername="postgresql+psycopg2")
        waits = {"connect_timeout": ANSWER_WITHIN, "tcp_user_timeout": 1000 * ANSWER_WITHIN}
        return create_engine(parsed, pool_pre_ping=True, pool_size=8, connect_args=waits)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    waits = {"timeout": ANSWER_WITHIN, "check_same_thread": False}
    # To open and close a connection for each row takes as long as the row itself.
    engine = create_engine(parsed, connect_args=waits, poolclass=QueuePool, pool_size=1)
    event.listen(engine, "connect", _tune_sqlite)
    return engine


def _tune_sqlite(connection: Any, _: Any) -> None:
    # A conversation may lose its last turn when the power fails; a case may not (triage/store.py).
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
