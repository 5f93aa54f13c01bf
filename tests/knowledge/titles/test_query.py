"""What is typed is read in several ways, none of them empty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.titles import lexicon
from knowledge.titles.query import doers, read


@pytest.mark.parametrize(
    ("activity", "doer"),
    [
        ("construction", "construction worker"),
        ("plumbing", "plumber"),
        ("nursing", "nurse"),
        ("mechanical engineering", "mechanical engineer"),
        ("dental hygiene", "dental hygienist"),
        ("carpentry", "carpenter"),
        ("masonry", "mason"),
        ("phlebotomy", "phlebotomist"),
        ("photography", "photographer"),
    ],
)
def test_an_activity_leads_to_who_does_it(activity: str, doer: str) -> None:
    assert doer in set(doers(activity))


@given(st.text(min_size=1, max_size=40))
def test_no_reading_of_a_text_with_letters_is_empty(text: str) -> None:
    query = read(text, lexicon.load(), lambda words: words)
    if query.asked:
        assert all((query.said, query.core, *query.fields, *(t for t, _ in query.exact)))


def test_words_of_schooling_go_only_where_a_field_remains() -> None:
    def fields(text: str) -> str:
        return read(text, lexicon.load(), lambda words: words).fields[-1]

    assert fields("a degree in history") == "history"
    assert fields("biology major") == "biology"
    assert fields("degree") == "degree"
    assert fields("major") == "major"
