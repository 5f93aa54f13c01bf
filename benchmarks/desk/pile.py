"""How long a pile takes through the running bot: ``python -m benchmarks.desk.pile 5000``.

The bot must be running (``make run``). The questions are made from occupation titles of the
knowledge base and everyday ways to ask; they go the way of a CSV that a counselor brings in.
Processor time is told too, of the bot and of this process: it says more on a busy machine.
"""

from __future__ import annotations

import csv
import io
import itertools
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.weighing import processor
from bot.run import PID_FILE
from knowledge.store import KnowledgeBase
from triage import accounts, pile_lines, piles
from triage.drafts import Bot
from triage.intake import utc_now
from triage.library import Library
from triage.settings import Settings
from triage.store import Store
from triage.vault import Vault

ASKED = (
    "how much does a {} make",
    "how do i become a {}",
    "what does a {} do all day",
    "what is the outlook for a {}",
    "which jobs are like {}",
)


def questions(number: int) -> str:
    """A CSV of ``number`` questions."""
    base = KnowledgeBase.open(Settings.from_environment().build / "knowledge.sqlite")
    titles = [occupation.title.lower() for occupation in base.occupations()]
    asked = (way.format(title) for title, way in itertools.product(titles, ASKED))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["question"])
    writer.writerows([question] for question in itertools.islice(asked, number))
    return out.getvalue()


def _processor(build: Path) -> float:
    """Seconds of processor time of this process and of all that ``make run`` started."""
    running = int((build / PID_FILE).read_text(encoding="ascii"))
    return processor(running) + time.process_time()


def main(number: int) -> int:
    """Bring a pile in and wait for it; exit code 1 if it takes more than three minutes."""
    settings = Settings.from_environment()
    lines = pile_lines.read_lines(questions(number))
    with tempfile.TemporaryDirectory() as folder:
        store, vault = Store.open(f"sqlite:///{folder}/cases.sqlite"), Vault.open(Path(folder))
        library, bot = Library.of({}), Bot(settings.bot_url)
        with store.work() as session:
            who = accounts.create(session, utc_now(), "a", "A", "lead", "a long password")
            piles.start(session, vault, who, "Benchmark", lines, utc_now())
        begin, before, done = time.monotonic(), _processor(settings.build), 0
        while step := piles.advance(store, vault, library, bot, utc_now()):
            done += step
            took = time.monotonic() - begin
            print(f"\r{done} of {len(lines)} in {took:.0f} s", end="", flush=True)
        used = _processor(settings.build) - before
    print(f"\n{len(lines) / took:.1f} questions a second")
    print(f"{1000 * used / len(lines):.1f} ms of processor time a question")
    return 1 if took > 180 else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000))
