"""What is measured on: development titles in two parts, and things that are no job."""

from __future__ import annotations

import csv
import hashlib
import os
import random
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path

from knowledge.titles.fit import not_jobs

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """A labelled title; any of ``socs`` is right; ``part`` is ``tune`` or ``check``."""

    set: str
    title: str
    socs: frozenset[str]
    part: str


def development() -> list[Case]:
    """The labelled titles in ``EVAL``/job_titles_dev.csv, split by a hash of the title.

    Weights and thresholds were chosen on ``tune``; ``check`` was kept aside.
    """
    folder = os.environ.get("EVAL", "")
    path = Path(folder) / "job_titles_dev.csv"
    if not folder or not path.is_file():
        sys.exit(f"NOT MEASURED: {path} is absent; set EVAL to the folder of the development cases")
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Case(
                row["set"], row["title"], frozenset(row["soc_2018"].split("|")), _part(row["title"])
            )
            for row in csv.DictReader(file)
        ]


def _part(title: str) -> str:
    return ("tune", "check")[int(hashlib.sha256(title.encode()).hexdigest(), 16) % 2]


def no_jobs(build: Path) -> dict[str, list[str]]:
    """A hundred by hand, and a hundred drawn from tools, technologies, majors, places.

    The drawn ones are of the half that the job probe was not fitted on (the matcher may know
    them as names of things); names that are also a title are left out.
    """
    listed = [
        t for t in (HERE / "not_jobs.txt").read_text("utf-8").splitlines() if t[:1] not in "#"
    ]
    with sqlite3.connect(f"file:{build / 'knowledge.sqlite'}?mode=ro", uri=True) as connection:
        titles = {t.lower() for (t,) in connection.execute("SELECT title FROM title")}
        names = [n for n in not_jobs(connection, part=1) if n not in titles]
    return {"by hand": listed, "drawn": random.Random(7).sample(names, 100)}
