"""How long the desk takes to list and search 10,000 cases: ``python -m benchmarks.desk.queue``.

Times whole requests through the application (sign-in, query, page), median and 95th percentile.
With DATABASE_URL set, on that database, which must be empty.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from starlette.testclient import TestClient

from triage import accounts, records
from triage.intake import utc_now
from triage.questions import Question
from triage.settings import Settings
from triage.web.app import create_app

CASES = 10_000
ROUNDS = 20
LIMIT_MS = 200
WORDS = [
    "how",
    "much",
    "does",
    "a",
    "librarian",
    "nurse",
    "welder",
    "pilot",
    "teacher",
    "earn",
    "in",
    "alaska",
    "texas",
    "become",
    "degree",
]
TOPICS = ("pay", "outlook", "how_to_become", "education", "licence", "skills")
PAGES = {
    "first page": "/cases",
    "page 150, all": "/cases?state=all&page=150",
    "one word": "/cases?text=welder",
    "three words": "/cases?text=welder+alaska+degree",
    "a word that is nowhere": "/cases?text=xylophone",
    "topic, priority, newest": "/cases?topic=pay&priority=urgent&sort=newest",
    "rows only (refresh)": "/cases",
}


def fill(app, cases: int) -> None:
    """Store ``cases`` questions of the last half year."""
    chance, desk = random.Random(1), app.state.house.desk
    with desk.store.work() as session:
        for n in range(cases):
            text = " ".join(chance.choices(WORDS, k=12))
            danger = {"level": "crisis"} if chance.random() < 0.02 else {}
            question = Question(
                f"k{n}", f"c{n}", "web", text, topic=chance.choice(TOPICS), safety=danger
            )
            asked = utc_now() - timedelta(minutes=chance.randint(0, 250_000))
            records.take(session, desk.vault, desk.library, question, asked)


def sign_in(app) -> TestClient:
    """A counselor's browser."""
    desk, password = app.state.house.desk, "a long password"
    with desk.store.work() as session:
        accounts.create(session, utc_now(), "ann", "Ann", "counselor", password)
    browser = TestClient(app)
    token = browser.get("/login").text.split('name="form_token" value="')[1].split('"')[0]
    browser.post("/login", data={"form_token": token, "login": "ann", "password": password})
    return browser


def main() -> int:
    """Print a table; exit code 1 if a 95th percentile is above the limit."""
    slow = 0
    with tempfile.TemporaryDirectory() as folder:
        url = Settings.from_environment().database_url
        app = create_app(Settings(build=Path(folder), database_url=url), work=False)
        fill(app, CASES)
        browser = sign_in(app)
        print(f"{CASES:,} cases, {app.state.house.desk.store.engine.dialect.name}")
        for name, address in PAGES.items():
            headers = {"X-Desk-Live": "1"} if "refresh" in name else {}
            took = sorted(_time(browser, address, headers) for _ in range(ROUNDS))
            p95 = took[int(0.95 * (ROUNDS - 1))]
            slow += p95 > LIMIT_MS
            print(f"{name:28} median {statistics.median(took):6.1f} ms   p95 {p95:6.1f} ms")
    return 1 if slow else 0


def _time(browser: TestClient, address: str, headers: dict[str, str]) -> float:
    begin = time.perf_counter()
    answer = browser.get(address, headers=headers)
    assert answer.status_code == 200
    return 1000 * (time.perf_counter() - begin)


if __name__ == "__main__":
    sys.exit(main())
