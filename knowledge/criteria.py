"""What a person may ask of a job, checked before anything is searched."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

from knowledge.errors import InvalidCriteria
from knowledge.model import NATION
from knowledge.settings import RULES

LETTERS = "RIASEC"

# BLS entry education, from least to most schooling.
EDUCATION = (
    "No formal educational credential",
    "High school diploma or equivalent",
    "Some college, no degree",
    "Postsecondary nondegree award",
    "Associate's degree",
    "Bachelor's degree",
    "Master's degree",
    "Doctoral or professional degree",
)

Order = Literal["fit", "pay", "growth", "openings"]

_HIGHEST_PAY = 10_000_000
_NO_WISH = ("area", "order")


@dataclass(frozen=True, slots=True)
class Criteria:
    """Wishes for a job; those that are None or empty do not count.

    Attributes:
        area: where pay is looked up; everything else is national.
        pay_at_least, pay_at_most: annual median, USD.
        education_at_most, education_at_least: levels of ``EDUCATION`` that entry usually needs.
        growth_at_least: projected growth, percent over the projection span.
        openings_at_least: openings a year.
        interests: one to three different letters of RIASEC, most wanted first.
        profile: six scores in the order R I A S E C on any one scale, as a quiz gives them.
        strong, weak: names of skills or knowledge such as "mathematics" or
            "skill.mathematics": one must matter much, the other little.
        about, not_about: subjects that a job is or is not about: "plants", "real estate"; one of
            several is enough to be let in.
        settings: names of ``knowledge.settings.RULES``, all of them.
        major: a CIP code, whole or its beginning.
        zone_at_most, zone_at_least: O*NET job zones 1-5.
        order: what ranks the results; "fit" is by subjects, interests and skills, then openings.

    Raises:
        InvalidCriteria: nothing is wished for, a value is absurd, or two contradict.
    """

    area: str = NATION.code
    pay_at_least: int | None = None
    pay_at_most: int | None = None
    education_at_most: str | None = None
    education_at_least: str | None = None
    growth_at_least: float | None = None
    openings_at_least: int | None = None
    interests: str = ""
    profile: tuple[float, ...] = ()
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    not_about: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    major: str = ""
    zone_at_most: int | None = None
    zone_at_least: int | None = None
    order: Order = "fit"

    def __post_init__(self) -> None:
        wishes = [f.name for f in fields(self) if f.name not in _NO_WISH]
        wished = any(getattr(self, name) not in (None, "", ()) for name in wishes)
        if not wished and self.order == "fit":
            raise InvalidCriteria("the search", "empty", f"at least one of {', '.join(wishes)}")
        self._check_numbers()
        self._check_names()
        self._check_interests()

    @property
    def education_levels(self) -> tuple[str, ...]:
        """The levels of entry education that are let in."""
        first = EDUCATION.index(self.education_at_least) if self.education_at_least else 0
        last = self.education_at_most or EDUCATION[-1]
        return EDUCATION[first : EDUCATION.index(last) + 1]

    def _check_numbers(self) -> None:
        for name, low, high in _LIMITS:
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise InvalidCriteria(name, value, f"a number from {low} to {high:,}")
        for least, most in (("pay_at_least", "pay_at_most"), ("zone_at_least", "zone_at_most")):
            low, high = getattr(self, least), getattr(self, most)
            if low is not None and high is not None and low > high:
                raise InvalidCriteria(least, low, f"no more than {most}, {high}")

    def _check_names(self) -> None:
        for name in ("education_at_most", "education_at_least"):
            if getattr(self, name) not in (None, *EDUCATION):
                expected = f"one of {'; '.join(EDUCATION)}"
                raise InvalidCriteria(name, getattr(self, name), expected)
        if not self.education_levels:
            expected = f"no more than education_at_most, {self.education_at_most}"
            raise InvalidCriteria("education_at_least", self.education_at_least, expected)
        for liked, disliked in (("strong", "weak"), ("about", "not_about")):
            both = sorted(set(getattr(self, liked)) & set(getattr(self, disliked)))
            if both:
                raise InvalidCriteria(liked, both[0], f"a name that is not among {disliked} too")
        unknown = sorted(set(self.settings) - RULES.keys())
        if unknown:
            raise InvalidCriteria("settings", unknown[0], f"one of {', '.join(RULES)}")

    def _check_interests(self) -> None:
        letters = self.interests
        if len(letters) > 3 or len(set(letters)) < len(letters) or set(letters) - set(LETTERS):
            raise InvalidCriteria("interests", letters, f"up to three different of {LETTERS}")
        if self.profile and (len(self.profile) != 6 or len(set(self.profile)) == 1):
            raise InvalidCriteria("profile", self.profile, "six scores that are not all the same")


_LIMITS = (
    ("pay_at_least", 0, _HIGHEST_PAY),
    ("pay_at_most", 0, _HIGHEST_PAY),
    ("growth_at_least", -100, 1000),
    ("openings_at_least", 0, 10_000_000),
    ("zone_at_least", 1, 5),
    ("zone_at_most", 1, 5),
)
