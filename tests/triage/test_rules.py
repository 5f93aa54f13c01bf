"""Creation rules: what they do to a new case, and how a bad one is named."""

from __future__ import annotations

import pytest

from tests.triage.conftest import ask, desk_of, hire
from triage.errors import BadInput
from triage.library import Library
from triage.web.app import create_app

RULES = """
name: Test Library
responsible: {name: Ms. Kay, email: kay@library.example}
desk:
  offers: {complaint: ask}
  rules:
    - when: {topic: [licence, education], language: es}
      priority: high
      tags: bilingual
    - when: {reason: complaint}
      priority: low
"""


def test_the_first_rule_that_fits_sets_priority_and_tags(settings, clock):
    settings.library_file.write_text(RULES, encoding="utf-8")
    app = create_app(settings, clock=clock, work=False)
    ann = hire(app, "ann")
    asked = [
        {"topic": "licence", "language": "es"},
        {"topic": "licence"},
        {"reason": "complaint"},
        {"reason": "complaint", "safety": {"level": "crisis"}},
    ]
    numbers = [ask(app, f"k{n}", **fields) for n, fields in enumerate(asked)]
    rows = [desk_of(app).read(ann, number) for number in numbers]
    found = [(row.priority, row.tags) for row in rows]
    assert found == [("high", "bilingual"), ("medium", ""), ("low", ""), ("urgent", "")]


@pytest.mark.parametrize(
    ("desk", "named"),
    [
        ({"offers": ["complaint"]}, "offers"),
        ({"offers": {"complaints": "ask"}}, "complaints"),
        ({"offers": {"complaint": "always"}}, "always"),
        ({"rules": {"topic": "pay"}}, "rules"),
        ({"rules": [{"priority": "high"}]}, "number 1"),
        ({"rules": [{"when": {"topic": "pay"}}, {"when": {"topik": "pay"}}]}, "number 2"),
        ({"rules": [{"when": {"topic": "wages"}}]}, "wages"),
        ({"rules": [{"when": {"topic": ["pay", 7]}}]}, "7"),
        ({"rules": [{"when": {"topic": "pay"}, "priority": "now"}]}, "now"),
        ({"rules": [{"when": {"topic": "pay"}, "tag": "x"}]}, "tag"),
    ],
)
def test_a_bad_rule_is_named_with_what_would_be_right(desk, named):
    with pytest.raises(BadInput, match="expected") as error:
        Library.of({"desk": desk})
    assert named in str(error.value)
    assert "library.yml" in str(error.value)
