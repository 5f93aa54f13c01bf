"""What must survive a restart: events, conversations and buttons, in one small SQLite file.

People and events are stored as keyed hashes; the key is the platform's token, which is not in the
file. What a person wrote, and the answer, stay only until the answer is sent.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.bridge.model import Choice, Inbound, Part

EVENTS_KEPT = 7 * 86_400
"""Slack sends an event again for an hour at most, Telegram for a day."""
TALKS_KEPT = 30 * 86_400
ASKERS_KEPT = 180 * 86_400
"""As long as a case is kept, unless library.yml says otherwise."""
PURGE_EVERY = 86_400

SCHEMA = """
CREATE TABLE IF NOT EXISTS event (
    id       INTEGER PRIMARY KEY,
    event    TEXT NOT NULL UNIQUE,
    person   TEXT NOT NULL,
    position REAL NOT NULL,
    arrived  REAL NOT NULL,
    inbound  TEXT,                        -- erased when done
    parts    TEXT,                        -- the answer, erased when done
    sent     INTEGER NOT NULL DEFAULT 0,  -- how many of its parts
    done     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS waiting ON event (person, position) WHERE done = 0;
CREATE TABLE IF NOT EXISTS talk (
    person TEXT PRIMARY KEY, conversation TEXT NOT NULL, used REAL NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS choice (
    token TEXT PRIMARY KEY, person TEXT NOT NULL, number INTEGER, payload TEXT NOT NULL,
    made REAL NOT NULL                    -- number: NULL once newer choices are shown
) STRICT;
CREATE INDEX IF NOT EXISTS chooser ON choice (person);
CREATE TABLE IF NOT EXISTS asker (        -- who waits for a counselor, and where: sealed
    conversation TEXT PRIMARY KEY, person TEXT NOT NULL, sealed TEXT NOT NULL, made REAL NOT NULL
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event not yet answered in full; ``parts`` is its answer once there is one."""

    id: int
    inbound: Inbound
    arrived: float
    parts: list[Part] | None
    sent: int


class Ledger:
    """The file; every change is kept at once. For one process."""

    def __init__(self, path: Path, key: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT, 0o600))
        self._key = key.encode()
        self._db = sqlite3.connect(path, isolation_level=None)
        # Kept across the death of the process, which is what restarts are; erased for good.
        self._db.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;" + SCHEMA
        )
        self._purged = 0.0
        self.tidy()

    def close(self) -> None:
        """Leave the file without a trailing log."""
        self.tidy()
        self._db.close()

    def hash(self, name: str) -> str:
        """A name that says nothing to who has only the file."""
        digest = hmac.new(self._key, name.encode("utf-8", "surrogatepass"), hashlib.sha256)
        return digest.hexdigest()[:32]

    # ---- events -------------------------------------------------------------------------------

    def add(self, inbound: Inbound) -> bool:
        """Keep an event until it is answered; False where it is known already."""
        now = time.time()
        added = self._db.execute(
            "INSERT OR IGNORE INTO event (event, person, position, arrived, inbound)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                self.hash(inbound.event),
                self.hash(inbound.person),
                now if inbound.position is None else inbound.position,
                now,
                json.dumps(asdict(inbound)),
            ),
        )
        return added.rowcount == 1

    def waiting(self, person: str) -> int:
        """How many events of a person wait."""
        count = "SELECT count(*) FROM event WHERE person = ? AND done = 0"
        return int(self._db.execute(count, (person,)).fetchone()[0])

    def people(self) -> list[str]:
        """Hashes of those with waiting events."""
        rows = self._db.execute("SELECT DISTINCT person FROM event WHERE done = 0")
        return [row[0] for row in rows]

    def next(self, person: str) -> Waiting | None:
        """The event to go on with: one whose answer is half sent, else the earliest."""
        row = self._db.execute(
            "SELECT id, inbound, arrived, parts, sent FROM event WHERE person = ? AND done = 0"
            " ORDER BY parts IS NULL, position, id LIMIT 1",
            (person,),
        ).fetchone()
        if row is None:
            return None
        number, inbound, arrived, parts, sent = row
        said = json.loads(parts) if parts is not None else None
        return Waiting(number, Inbound(**json.loads(inbound)), arrived, said, sent)

    def answered(self, number: int, parts: Sequence[Part]) -> None:
        """Keep the answer of an event until it is sent."""
        self._db.execute("UPDATE event SET parts = ? WHERE id = ?", (json.dumps(parts), number))

    def sent(self, number: int, count: int) -> None:
        """Remember how many parts are sent."""
        self._db.execute("UPDATE event SET sent = ? WHERE id = ?", (count, number))

    def finish(self, number: int) -> None:
        """Erase question and answer; the event's identity stays, to know it again."""
        self._db.execute(
            "UPDATE event SET inbound = NULL, parts = NULL, done = 1 WHERE id = ?", (number,)
        )

    # ---- conversations --------------------------------------------------------------------------

    def conversation(self, person: str) -> str | None:
        """The bot's conversation id of a person."""
        row = self._db.execute(
            "UPDATE talk SET used = ? WHERE person = ? RETURNING conversation",
            (time.time(), person),
        ).fetchone()
        return row[0] if row else None

    def converse(self, person: str, conversation: str) -> None:
        """Set the bot's conversation id of a person."""
        self._db.execute(
            "INSERT OR REPLACE INTO talk VALUES (?, ?, ?)", (person, conversation, time.time())
        )

    def forget(self, person: str) -> None:
        """Drop the conversation and every button of a person."""
        self._db.execute("DELETE FROM talk WHERE person = ?", (person,))
        self._db.execute("DELETE FROM choice WHERE person = ?", (person,))
        self.no_longer_asks(person)

    # ---- who waits for a counselor --------------------------------------------------------------

    def asks(self, conversation: str, person: str, sealed: str) -> None:
        """Keep, sealed, where a counselor's reply to a conversation is to be sent."""
        row = (self.hash(conversation), person, sealed, time.time())
        self._db.execute("INSERT OR REPLACE INTO asker VALUES (?, ?, ?, ?)", row)

    def asker(self, conversation: str) -> str | None:
        """What was sealed for a conversation."""
        row = self._db.execute(
            "SELECT sealed FROM asker WHERE conversation = ?", (self.hash(conversation),)
        ).fetchone()
        return row[0] if row else None

    def no_longer_asks(self, person: str) -> None:
        """Drop where a person can be reached."""
        self._db.execute("DELETE FROM asker WHERE person = ?", (person,))

    # ---- choices --------------------------------------------------------------------------------

    def offer(self, person: str, choices: Sequence[Choice]) -> None:
        """Make these the choices whose numbers can be typed; older buttons can still be pressed."""
        self._db.execute("UPDATE choice SET number = NULL WHERE person = ?", (person,))
        self._db.executemany(
            "INSERT INTO choice VALUES (?, ?, ?, ?, ?)",
            [(c.token, person, c.number, c.payload, time.time()) for c in choices],
        )

    def pressed(self, token: str) -> str | None:
        """The payload behind a button."""
        row = self._db.execute("SELECT payload FROM choice WHERE token = ?", (token,)).fetchone()
        return row[0] if row else None

    def numbered(self, person: str, number: int) -> str | None:
        """The payload of the latest choice with this number."""
        row = self._db.execute(
            "SELECT payload FROM choice WHERE person = ? AND number = ?", (person, number)
        ).fetchone()
        return row[0] if row else None

    # ---- housekeeping ---------------------------------------------------------------------------

    def purge(self) -> None:
        """Drop what is too old to be needed."""
        now = self._purged = time.time()
        self._db.execute("DELETE FROM event WHERE done AND arrived < ?", (now - EVENTS_KEPT,))
        self._db.execute("DELETE FROM talk WHERE used < ?", (now - TALKS_KEPT,))
        self._db.execute("DELETE FROM choice WHERE made < ?", (now - TALKS_KEPT,))
        self._db.execute("DELETE FROM asker WHERE made < ?", (now - ASKERS_KEPT,))

    def tidy(self) -> None:
        """Empty the write-ahead log, which may still hold erased words; once a day, purge."""
        if time.time() - self._purged > PURGE_EVERY:
            self.purge()
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
