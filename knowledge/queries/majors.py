"""College majors (CIP 2020) and career clusters."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from math import sqrt

from knowledge.model import Fact, Occupation, SocCode
from knowledge.queries import occupations
from knowledge.queries.reader import Reader
from knowledge.sources.areas import normalize

Major = tuple[str, str]

_STEM = 6
"""Letters by which "manager" and "management" are not told apart."""
_EMPTY_WORDS = {"and", "for", "general", "in", "of", "other", "the"}


@lru_cache(maxsize=4)
def leading(reader: Reader) -> tuple[Major, ...]:
    """The majors that the crosswalk leads on from to some occupation."""
    rows = reader.rows(
        "SELECT DISTINCT major.cip, major.title FROM major JOIN major_occupation USING (cip)"
        " JOIN occupation ON onet_soc = major_occupation.soc || '.00' ORDER BY 1"
    )
    return tuple((row["cip"], row["title"]) for row in rows)


def search(reader: Reader, text: str) -> tuple[Major, ...]:
    """Majors whose title has all words of the text, as (cip, title); likeliest first.

    Words may be unfinished or plural: "history", "computer scien". A title that is or begins
    with the text comes first, then general programs, then shorter titles.
    """
    words = normalize(text).split()
    if not words:
        return ()
    found = [
        (*_unlikeliness(words, known), cip, title)
        for cip, title, known in _words(reader)
        if all(any(_same(word, other) for other in known) for word in words)
    ]
    return tuple((cip, title) for *_, cip, title in sorted(found))


def _unlikeliness(words: list[str], known: tuple[str, ...]) -> tuple[bool, bool, bool, int]:
    begins = len(known) >= len(words) and all(map(_same, words, known))
    return tuple(words) != known, not begins, "general" not in known, len(known)


@lru_cache(maxsize=4)
def _words(reader: Reader) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    rows = reader.rows("SELECT cip, title FROM major ORDER BY cip")
    return tuple((r["cip"], r["title"], tuple(normalize(r["title"]).split())) for r in rows)


def _same(asked: str, known: str) -> bool:
    stem = asked.rstrip("s") if len(asked) > 3 else asked
    return known == asked or (len(stem) > 2 and known.startswith(stem))


def occupations_of(reader: Reader, cip: str) -> tuple[Occupation, ...]:
    """Occupations that a major prepares for, as the CIP-SOC crosswalk lists them.

    A shorter code, ``25`` or ``25.01``, stands for all majors below it.
    """
    rows = reader.rows(
        "SELECT DISTINCT occupation.onet_soc FROM major_occupation "
        "JOIN occupation ON occupation.onet_soc = major_occupation.soc || '.00' "
        "WHERE substr(cip, 1, ?) = ? ORDER BY 1",
        len(cip),
        cip,
    )
    return tuple(occupations.find(reader, SocCode.parse(row["onet_soc"])) for row in rows)


def majors_of(reader: Reader, code: SocCode) -> tuple[Fact, ...]:
    """Majors that prepare for an occupation; first those named most like its own titles."""
    rows = reader.rows(
        "SELECT major.cip, title FROM major_occupation JOIN major USING (cip) WHERE soc = ?",
        code.soc,
    )
    if not rows:
        return ()
    usual = _usual_words(reader, code)
    rows = sorted(rows, key=lambda row: (-_kinship(row["title"], usual), row["cip"]))
    period = reader.period("cip", "2020")
    unit = "CIP code and title"
    return tuple(
        Fact("major", f"{row['cip']} {row['title']}", unit, "CIP 2020", period) for row in rows
    )


def _usual_words(reader: Reader, code: SocCode) -> dict[str, float]:
    """Stems in the titles of an occupation, each with the share of the titles that have it."""
    details = (f"{code.soc}.00", f"{code.soc}.99")
    rows = reader.rows("SELECT title FROM title WHERE onet_soc BETWEEN ? AND ?", *details)
    seen = Counter(stem for row in rows for stem in set(_stems(row["title"])))
    return {stem: count / len(rows) for stem, count in seen.items()}


def _kinship(major: str, usual: dict[str, float]) -> float:
    """How usual a major's words are, 0 to 1; the root keeps one frequent word from deciding."""
    stems = _stems(major)
    return sum(sqrt(usual.get(stem, 0.0)) for stem in stems) / max(len(stems), 1)


def _stems(title: str) -> list[str]:
    return [word[:_STEM] for word in normalize(title).split() if word not in _EMPTY_WORDS]


def clusters(reader: Reader, code: SocCode) -> tuple[Fact, ...]:
    """Career clusters and pathways of an occupation."""
    for holder in reader.holders(code):
        rows = reader.rows(
            "SELECT cluster, pathway FROM cluster WHERE onet_soc = ? ORDER BY 1, 2", holder
        )
        if rows:
            names = {("career_cluster", row["cluster"]): None for row in rows}
            names |= {("career_pathway", row["pathway"]): None for row in rows}
            return tuple(_cluster(reader, name, value) for name, value in names)
    return ()


def fields(reader: Reader) -> tuple[tuple[str, int], ...]:
    """The career clusters and how many whole occupations each has, largest first."""
    rows = reader.rows(
        "SELECT cluster, count(DISTINCT onet_soc) AS jobs FROM cluster JOIN occupation"
        " USING (onet_soc) WHERE kind = 'detailed' AND onet_soc LIKE '%.00'"
        " GROUP BY cluster ORDER BY jobs DESC, cluster"
    )
    return tuple((row["cluster"], row["jobs"]) for row in rows)


def _cluster(reader: Reader, name: str, value: str) -> Fact:
    return Fact(name, value, "name", "O*NET Career Clusters", reader.period("clusters", "2023"))
