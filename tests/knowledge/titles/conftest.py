"""A small knowledge base of library, health and software jobs, and a matcher over it."""

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.titles.encoder import Vectors
from knowledge.titles.index import TitleIndex, make_index
from knowledge.titles.matcher import Matcher
from knowledge.titles.trust import Thresholds

SCHEMA = Path(__file__).parents[3] / "knowledge" / "schema.sql"

OCCUPATIONS = {
    "15-1252.00": "Software Developers",
    "15-1254.00": "Web Developers",
    "17-2051.00": "Civil Engineers",
    "17-3023.00": "Electrical and Electronic Engineering Technologists and Technicians",
    "25-4011.00": "Archivists",
    "25-4012.00": "Curators",
    "25-4022.00": "Librarians and Media Collections Specialists",
    "25-4031.00": "Library Technicians",
    "25-9099.00": "Educational Instruction and Library Workers, All Other",
    "29-1071.00": "Physician Assistants",
    "29-1071.01": "Anesthesiologist Assistants",
    "29-1141.00": "Registered Nurses",
    "29-1141.03": "Critical Care Nurses",
    "29-2012.00": "Medical and Clinical Laboratory Technicians",
    "39-5092.00": "Manicurists and Pedicurists",
    "41-2011.00": "Cashiers",
    "43-4121.00": "Library Assistants, Clerical",
    "47-2111.00": "Electricians",
    "49-2022.00": "Telecommunications Equipment Installers and Repairers",
    "49-3023.00": "Automotive Service Technicians and Mechanics",
    "55-3016.00": "Infantry",
}
TITLES = {
    "15-1252.00": ["Software Developer", "Software Engineer", "Application Developer"],
    "15-1254.00": ["Web Developer", "Webmaster"],
    "17-2051.00": ["Civil Engineer", "Bridge Engineer"],
    "17-3023.00": ["Electronics Technician", "Technician"],
    "25-4011.00": ["Archivist"],
    "25-4012.00": ["Curator", "Museum Curator"],
    "25-4022.00": ["Librarian", "Children's Librarian", "School Librarian"],
    "25-4031.00": ["Library Technician", "Library Tech"],
    "29-1071.00": ["Physician Assistant (PA)"],
    "29-1071.01": ["Anesthesiologist Assistant"],
    "29-1141.00": ["RN (Registered Nurse)", "Staff Nurse"],
    "29-1141.03": ["ICU Nurse (Intensive Care Unit Nurse)"],
    "29-2012.00": ["Laboratory Technician", "Lab Assistant"],
    "39-5092.00": ["Nail Technician"],
    "41-2011.00": ["Cashier", "Checker"],
    "43-4121.00": ["Library Assistant", "Library Clerk", "Checker"],
    "47-2111.00": ["Electrician"],
    "49-2022.00": ["Cable Technician", "Technician"],
    "49-3023.00": ["Auto Mechanic", "Automotive Technician"],
    "55-3016.00": ["Infantryman"],
}
JOBS = {"41-2011": 3_000_000, "43-4121": 80_000}


class SpellingEncoder:
    """A tiny real encoder: hashed letter triples, so that titles spelt alike are near."""

    fingerprint = "letter-triples"

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        vectors = np.zeros((len(texts), 256), dtype=np.float32)
        for row, text in enumerate(texts):
            padded = f"  {text} "
            for start in range(len(padded) - 2):
                vectors[row, zlib.crc32(padded[start : start + 3].encode()) % 256] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    base = sqlite3.connect(":memory:")
    base.executescript(SCHEMA.read_text("utf-8"))
    for code, title in OCCUPATIONS.items():
        kind = "military" if code < "56" and code > "55" else "detailed"
        kind = "residual" if title.endswith("All Other") else kind
        base.execute(
            "INSERT INTO occupation (onet_soc, soc, title, kind, bls_code) VALUES (?, ?, ?, ?, ?)",
            (code, code[:7], title, kind, code[:7]),
        )
        base.execute("INSERT INTO title VALUES (?, ?, 'onet_title')", (code, title))
    for code, titles in TITLES.items():
        base.executemany(
            "INSERT INTO title VALUES (?, ?, 'alternate')", [(code, t) for t in titles]
        )
    for code, jobs in JOBS.items():
        base.execute(
            "INSERT INTO projection (bls_code, title, employment) VALUES (?, ?, ?)",
            (code, "", jobs),
        )
    base.execute("INSERT INTO title VALUES ('29-1141.00', 'Mental health', 'specialty')")
    base.execute("INSERT INTO retired_code VALUES ('25-4021', 'Librarians', '25-4022')")
    base.execute("INSERT INTO major VALUES ('14.0801', 'Civil Engineering, General.')")
    base.execute("INSERT INTO major_occupation VALUES ('14.0801', '17-2051')")
    body = {"summary": "Librarians help people find books and facts.", "duties": ["Lend books"]}
    base.execute("INSERT INTO text VALUES ('25-4022.00', ?)", (json.dumps(body),))
    yield base
    base.close()


@pytest.fixture
def encoder() -> SpellingEncoder:
    return SpellingEncoder()


@pytest.fixture
def index(connection: sqlite3.Connection, encoder: SpellingEncoder) -> TitleIndex:
    return make_index(connection, encoder)


@pytest.fixture
def matcher(index: TitleIndex, encoder: SpellingEncoder) -> Matcher:
    """Its encoder puts nothing near what we wrote, so that less is asked for."""
    return Matcher(index, encoder, thresholds=Thresholds(doubt=1.0))
