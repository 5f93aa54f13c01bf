"""The safety screen: reads a message before anything else does, and says why it fired.

Two readers: rules, which are data (``safety_rules/*.ini``), and a model learned from examples
(:mod:`triage.safety_model`). Numbers and texts are data with a date (``safety.ini``). Pure
standard library and valid on Python 3.10, because the channels inside Rasa import it.
docs/safety.md explains all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from configparser import RawConfigParser
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from heapq import nlargest
from pathlib import Path
from typing import Literal

from triage import safety_model
from triage.safety_text import Vocabulary, plain, readings

_HERE = Path(__file__).parent
_LANGUAGES: tuple[Language, ...]
_LIMIT = 6000
_PIECE = 24
_CALM = -3.0
_SUSPECTS = 2
_WITHOUT_RULES = ("medical", "eating", "trafficking")
_FIRST_PERSON = re.compile(r" (?:i|me|my|myself|yo|mi|mis|quiero|voy) ")

Level = Literal["crisis", "distress"]
Language = Literal["en", "es"]
_LANGUAGES = ("en", "es")


@dataclass(frozen=True)
class Screening:
    """Why the screen fired.

    Attributes:
        level: "crisis" (resources come first) or "distress" (a kind sentence, then the answer).
        category: suicide, self_harm, third_person, retraction, abuse, trafficking, violence,
            medical, eating or distress.
        rule: name of the rule in ``safety_rules``, or "like_" and a category for the learned part.
        language: language of the rule, and so of the resources to show.
        why: one sentence for the counselor; holds none of the person's words.
    """

    level: Level
    category: str
    rule: str
    language: Language
    why: str


@dataclass(frozen=True)
class _Rule:
    screening: Screening
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    across: bool

    def fits(self, heard: Iterable[str]) -> bool:
        """Whether the rule fires on one of the readings of a message."""
        return any(
            not (self.unless and self.unless.search(self._context(words, found.start())))
            for words in heard
            for found in self.pattern.finditer(words)
        )

    def _context(self, words: str, at: int) -> str:
        """What may speak against the rule: the sentence alone where somebody speaks of themselves.

        A book named in the next sentence makes "I want to die" no less true.
        """
        start = max(words.rfind(" . ", 0, at + 1), 0)
        end = words.find(" . ", max(at, start + 3))
        sentence = words[start : end + 3] if end >= 0 else words[start:]
        return sentence if not self.across and _FIRST_PERSON.search(sentence) else words


@dataclass(frozen=True)
class _Rules:
    vocabulary: Vocabulary
    harmless: re.Pattern[str]
    rules: tuple[_Rule, ...]


def screen(text: str) -> Screening | None:
    """Return why a message needs care, or None. A crisis is reported before a distress.

    Longer messages than 6,000 characters are read at both ends.
    """
    read = text if len(text) <= _LIMIT else text[: _LIMIT // 2] + "\n" + text[-_LIMIT // 2 :]
    words = words_of(read)
    if not any(word != "." for word in words):
        return None
    by_rule, level = ruled(read), _limits()
    if not by_rule and _is_far_from(level["distress"], words):
        return None
    score = _danger(read, words)
    if by_rule and by_rule.level == "crisis":
        return _narrowed(by_rule, read, words) if score > level["doubted"] else _doubted(by_rule)
    if score > level["crisis"]:
        return _learned(read, words)
    return by_rule or (_gently(read, words) if score > level["distress"] else None)


def ruled(text: str) -> Screening | None:
    """What the rules alone say."""
    loaded = _load()
    heard = [loaded.harmless.sub("~", words) for words in readings(text, loaded.vocabulary)]
    return next((rule.screening for rule in loaded.rules if rule.fits(heard)), None)


def words_of(text: str) -> list[str]:
    """The words as the learned part reads them: plainly spelled, with their fillers."""
    return plain(text, replace(_load().vocabulary, fillers=frozenset())).split()


def _is_far_from(level: float, words: list[str]) -> bool:
    """Whether no meaning that was ever seen would lift the words of one sentence to a level.

    Three questions of four, and each saves the millisecond of a sentence vector.
    """
    return not any(parts_of(words)) and safety_model.danger_at_most(words) <= level


def _danger(text: str, words: list[str]) -> float:
    """The score of the whole; or its mean with that of its part that is most like danger.

    A long story holds one sentence or another that sounds bad by itself, and a whole that is far
    from danger says so; but no more than ``_CALM``, lest length alone hide the worst sentence.
    """
    whole = safety_model.danger(text, words)
    suspects = nlargest(_SUSPECTS, parts_of(words), key=safety_model.danger_by_words)
    judged = (safety_model.danger(" ".join(part[1:-1]), part) for part in suspects)
    worst = max(judged, default=whole)
    return max(whole, (max(whole, _CALM) + worst) / 2)


def parts_of(words: list[str]) -> Iterator[list[str]]:
    """The sentences of a message that has several; overlapping pieces of the long ones."""
    sentences = [sentence.split() for sentence in " ".join(words).split(" . ")]
    sentences = [kept for kept in ([w for w in s if w != "."] for s in sentences) if len(kept) > 1]
    pieces = [
        sentence[at : at + _PIECE]
        for sentence in sentences
        for at in range(0, max(1, len(sentence) - _PIECE // 2), _PIECE // 2)
    ]
    if len(pieces) > 1:
        yield from ([".", *piece, "."] for piece in pieces)


def _learned(text: str, words: list[str]) -> Screening:
    kind = safety_model.category(text, words)
    language: Language = "es" if safety_model.is_spanish(words) else "en"
    heavy = ", ".join(safety_model.strongest(words)) or "none of the listed ones"
    why = f"Similar to examples of {kind.replace('_', ' ')}; strongest words: {heavy}."
    return Screening("crisis", kind, f"{language}.like_{kind}", language, why)


def _narrowed(found: Screening, text: str, words: list[str]) -> Screening:
    """The rule's finding, under a category that has its own numbers and no rules."""
    kind = safety_model.category(text, words)
    return replace(found, category=kind) if kind in _WITHOUT_RULES else found


def _gently(text: str, words: list[str]) -> Screening:
    found = _learned(text, words)
    why = f"Perhaps, but not surely: {found.why}"
    return replace(found, level="distress", category="distress", why=why)


def _doubted(found: Screening) -> Screening:
    why = f"{found.why} But it is little like the examples of danger."
    return replace(found, level="distress", category="distress", why=why)


def resources(language: str = "en", kind: str = "crisis", *, by_person: bool = False) -> str:
    """The text to show: who to call, text or chat with.

    Args:
        language: ``en`` or ``es``; any other gives English.
        kind: a ``Screening.category`` or "crisis"; an unknown one gives the crisis text.
        by_person: leave out what only the bot says of itself, for a counselor to send.
    """
    texts = _numbers()
    chosen = language if language in _LANGUAGES else "en"
    section = texts[f"text.{chosen}"]
    body = section.get(kind) or section["crisis"]
    for sentence in _own_words(chosen) if by_person else ():
        body = body.replace(sentence, "")
    lines = (" ".join(line.split()) for line in body.splitlines())
    return "\n".join(filter(None, lines)).format_map(dict(texts["numbers"]))


def _own_words(language: str) -> list[str]:
    return _numbers()["own_words"][language].strip().splitlines()


def verified_on() -> date:
    """The day on which somebody last checked the numbers."""
    return date.fromisoformat(_numbers()["review"]["verified_on"])


def expiry_warning(today: date | None = None) -> str | None:
    """A sentence for the operator once the numbers are due for a check, else None."""
    review = _numbers()["review"]
    due = verified_on() + timedelta(days=int(review["good_for_days"]))
    if (today or date.today()) <= due:
        return None
    return review["warning"].format(verified_on=verified_on(), due=due)


@lru_cache(maxsize=1)
def _limits() -> dict[str, float]:
    """Scores above which the learned part is heard; ``safety.ini`` explains them."""
    return {name: float(value) for name, value in _numbers()["learned"].items()}


@lru_cache(maxsize=1)
def _numbers() -> RawConfigParser:
    return _read(_HERE / "safety.ini")


def _read(path: Path) -> RawConfigParser:
    parser = RawConfigParser(delimiters=("=",), comment_prefixes=("#",))
    parser.read_string(_joined(path.read_text(encoding="utf-8")), str(path))
    return parser


def _joined(text: str) -> str:
    """Join the lines that end in a backslash to those after them."""
    return re.sub(r"\\\n *", "", text)


@lru_cache(maxsize=1)
def _load() -> _Rules:
    files = {language: _read(_HERE / "safety_rules" / f"{language}.ini") for language in _LANGUAGES}
    rules = [rule for language, file in files.items() for rule in _rules(language, file)]
    words = {key: frozenset(_listed(files, key)) for key in ("fillers", "strong", "glue", "real")}
    spelling = {k: v for file in files.values() for k, v in file["spelling"].items()}
    harmless = "|".join(_pattern(f["words"]["harmless"], f) for f in files.values())
    rules.sort(key=lambda rule: rule.screening.level)
    return _Rules(Vocabulary(spelling, **words), re.compile(harmless), tuple(rules))


def _listed(files: dict[Language, RawConfigParser], key: str) -> list[str]:
    return [word for file in files.values() for word in file["words"][key].split()]


def _rules(language: Language, file: RawConfigParser) -> list[_Rule]:
    return [
        _rule(name.removeprefix("rule "), language, file)
        for name in file.sections()
        if name.startswith("rule ")
    ]


def _rule(name: str, language: Language, file: RawConfigParser) -> _Rule:
    section = file[f"rule {name}"]
    level: Level = "distress" if section["category"] == "distress" else "crisis"
    unless = section.get("unless")
    return _Rule(
        Screening(level, section["category"], f"{language}.{name}", language, section["why"]),
        re.compile(_pattern(section["says"], file)),
        re.compile(_pattern(unless, file)) if unless else None,
        " && " in section["says"],
    )


_MARKS = (
    (r" ~(\d) (whole|clause)>", r"(?: \\w+){0,\1} \2>"),
    (r"~(\d) ", r"(?:\\w+ ){0,\1}"),
    (r"<whole ", r"(?<=\\A \\. )"),
    (r"<clause ?", r"(?<=\\. )"),
    (r" ?whole>", r"(?= ?\\. \\Z)"),
    (r" ?clause>", r"(?= ?\\. )"),
)


_END = "(?:(?= )|(?<= ))"


def _pattern(lines: str, file: RawConfigParser) -> str:
    """Turn the lines of a rule into one regular expression; docs/safety.md has the grammar."""
    alternatives = []
    for line in filter(None, map(str.strip, lines.splitlines())):
        sentences = [_sentence(part, file) for part in line.split(" && ")]
        alternatives.append(_all_of(sentences, r"(?<=\A \. )", "."))
    return "(?<= )(?:" + "|".join(alternatives) + ")" + _END


def _words_of(line: str, file: RawConfigParser) -> str:
    line = _classes(line, file)
    for mark, meaning in _MARKS:
        line = re.sub(mark, meaning, line)
    return _optional(line)


def _sentence(line: str, file: RawConfigParser) -> str:
    """What one sentence must hold: parts joined by ``&``, in any order."""
    return _all_of([_words_of(part, file) for part in line.split(" & ")], r"(?<=\. )", "[^.]")


def _all_of(parts: list[str], start: str, between: str) -> str:
    """All parts after ``start``, in any order, with only ``between`` on the way."""
    if len(parts) == 1:
        return parts[0]
    return start + "".join(rf"(?=(?:{between}* )?(?:{part}){_END})" for part in parts)


def _classes(line: str, file: RawConfigParser) -> str:
    """Write out ``<name>`` as its words; a class may use another."""
    while found := re.search(r"<([a-z_]+)>", line):
        words = "|".join(file["classes"][found.group(1)].split("\n")).strip("|")
        line = line.replace(found.group(), f"(?:{words})")
    return line


def _optional(line: str) -> str:
    """Write out ``[a|b]``: words that may be absent, with the space that goes with them."""
    before = None
    while line != before:
        before, line = line, re.sub(r"(?<! )\[([^\]]*)\] ", r"(?:(?:\1) )?", line)
    return re.sub(r" \[([^\]]*)\]", r"(?: (?:\1))?", line)
