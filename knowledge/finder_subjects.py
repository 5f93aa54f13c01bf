"""The part of a search that is about subjects: what it lets in, and how it ranks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from knowledge.criteria import Criteria
from knowledge.model import Occupation
from knowledge.queries.reader import Reader
from knowledge.subjects import Likeness, Subject, about

SURELY = 0.7
"""Least relevance where results are ranked by something else, such as pay: else the least
relevant, best paid would lead."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """The subjects liked and disliked; ``least`` is the relevance that lets an occupation in."""

    liked: tuple[Subject, ...]
    disliked: tuple[Subject, ...]
    least: float

    @classmethod
    def of(cls, reader: Reader, criteria: Criteria, likeness: Likeness) -> Subjects:
        """The subjects of a search."""
        return cls(
            tuple(about(reader, name, likeness) for name in criteria.about),
            tuple(about(reader, name, likeness) for name in criteria.not_about),
            0.0 if criteria.order == "fit" else SURELY,
        )

    def tests(self) -> Iterator[Callable[[Occupation], bool]]:
        """One of the liked subjects is enough; none of the disliked may be."""
        if self.liked:
            yield lambda o: any(s.relevance.get(o.code.onet, -1) >= self.least for s in self.liked)
        if self.disliked:
            yield lambda o: not any(o.code.onet in s.relevance for s in self.disliked)

    def scores(self) -> Iterator[Callable[[Occupation], float]]:
        """Those about more of the subjects first, then the best of each subject by turns."""
        if not self.liked:
            return
        ranks = [_ranks(subject) for subject in self.liked]

        def score(occupation: Occupation) -> float:
            found = [rank[occupation.code.onet] for rank in ranks if occupation.code.onet in rank]
            return (len(found) - 1 + max(found)) / len(ranks)

        yield score

    def unknown(self) -> tuple[str, ...]:
        """Names of liked subjects that no occupation is about."""
        return tuple(subject.name for subject in self.liked if not subject.relevance)

    def witnesses(self, occupations: Iterable[Occupation]) -> tuple[str, ...]:
        """What speaks for these occupations, each witness once."""
        codes = [o.code.onet for o in occupations]
        spoken = (w for s in self.liked for code in codes for w in s.witnesses.get(code, ()))
        return tuple(dict.fromkeys(spoken))


def _ranks(subject: Subject) -> dict[str, float]:
    """Of one subject alone its relevance would do; ranks make several comparable. 1 is best."""
    ordered = sorted(subject.relevance, key=lambda code: -subject.relevance[code])
    return {code: 1 - place / len(ordered) for place, code in enumerate(ordered)}
