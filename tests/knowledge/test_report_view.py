import xml.etree.ElementTree as ElementTree
from datetime import date

import pytest

from knowledge import charts
from knowledge.figures import number
from knowledge.model import Fact
from knowledge.report import report
from knowledge.report_pdf import fit, render
from knowledge.report_view import Figures, Items, Picture, Row, Text, view, words

LIBRARIAN = "25-4022"
DAY = date(2026, 11, 25)


def _keys(tree, above=""):
    for key, value in tree.items():
        yield f"{above}{key}"
        if isinstance(value, dict):
            yield from _keys(value, f"{above}{key}.")


def _wage(percentile, value):
    return Fact(f"annual_wage_p{percentile}", value, "USD/year", "BLS OEWS", "May 2025")


def test_both_languages_have_the_same_words():
    assert set(_keys(words("en"))) == set(_keys(words("es")))


def test_every_figure_of_a_report_names_place_period_and_source(small_base):
    shown = view(small_base, report(small_base, LIBRARIAN, made_on=DAY))
    rows = [
        row for s in shown.sections for b in s.blocks if isinstance(b, Figures) for row in b.rows
    ]
    assert len(rows) > 5
    for row in rows:
        assert row.label
        assert row.value
        assert row.origin.endswith(")")
        assert any(year in row.origin for year in ("20", "19")), row


def test_no_section_is_empty_and_none_comes_twice(small_base):
    shown = view(small_base, report(small_base, LIBRARIAN, made_on=DAY))
    names = [section.name for section in shown.sections]
    assert len(names) == len(set(names))
    for section in shown.sections:
        assert section.heading
        assert section.blocks
        for block in section.blocks:
            match block:
                case Text():
                    assert block.text
                case Items():
                    assert block.items
                case Picture():
                    ElementTree.fromstring(block.svg)
                    assert block.alternative


def test_spanish_headings_say_what_is_english_only(small_base):
    shown = view(small_base, report(small_base, LIBRARIAN, made_on=DAY), "es")
    assert shown.language == "es"
    assert shown.notes[0] == words("es")["english_only"]


def test_a_language_we_do_not_have_is_english(small_base):
    assert view(small_base, report(small_base, LIBRARIAN, made_on=DAY), "fr").language == "en"


def test_the_pdf_is_a_pdf(small_base):
    shown = view(small_base, report(small_base, LIBRARIAN, made_on=DAY))
    assert render(shown).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "code", ["25-4022", "25-4031", "47-2111", "29-1211", "25-9042", "11-9199", "55-3016", "27-2011"]
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_pdf_is_one_page_and_nothing_leaves_it(knowledge, code, language):
    shown = view(knowledge, report(knowledge, code, made_on=DAY), language)
    assert render(shown).count(b"/Type /Page\n") == 1
    room = 440.0
    for column in fit(shown.sections, room):
        assert sum(part.wrap(264, 792)[1] for part in column) <= room


def test_four_figures_stand_at_the_top_with_their_origin(knowledge):
    shown = view(knowledge, report(knowledge, LIBRARIAN, made_on=DAY))
    assert [row.label for row in shown.tiles] == [
        "Median pay a year", "Jobs", "Growth over ten years", "Openings a year"
    ]  # fmt: skip
    assert all("BLS" in row.origin for row in shown.tiles)


def test_an_origin_that_all_rows_share_is_said_once():
    rows = (Row("a", "1", "Alaska, 2024 (BLS)"), Row("b", "2", "Alaska, 2024 (BLS)"))
    assert Figures(rows).origin == "Alaska, 2024 (BLS)"
    assert Figures((*rows, Row("c", "3", "Texas, 2024 (BLS)"))).origin == ""


@pytest.mark.parametrize(("code", "word"), [("11-9199", "collects"), ("55-3016", "military")])
def test_an_occupation_without_profile_says_why(knowledge, code, word):
    assert word in view(knowledge, report(knowledge, code, made_on=DAY)).summary


def test_the_lattice_of_a_report_has_three_directions(knowledge):
    shown = view(knowledge, report(knowledge, LIBRARIAN, made_on=DAY))
    assert [bool(part.steps) for part in shown.lattice] == [True] * 3
    assert all("of 100" in step.note for part in shown.lattice for step in part.steps)


def test_a_top_coded_wage_is_drawn_as_that_or_more():
    top = Fact("annual_wage_p90", 5, "USD/year", "BLS OEWS", "May 2025", status="at least")
    svg = charts.pay_range([_wage(10, 1), _wage(25, 2), _wage(50, 3), _wage(75, 4), top])
    assert "$5+" in svg


def test_what_is_almost_nothing_is_not_nothing():
    assert number(Fact("ai_exposure.x", 0.0042, "probability", "", "2013")) == "<0.01"


def test_the_range_of_pay_puts_the_median_between_the_ends():
    svg = charts.pay_range([_wage(10, 1), _wage(25, 2), _wage(50, 3), _wage(75, 4), _wage(90, 5)])
    texts = [element.text for element in ElementTree.fromstring(svg).iter() if element.text]
    assert [t for t in texts if t.startswith("$")] == ["$3", "$1", "$5"]


@pytest.mark.parametrize("values", [(1, 2, None, 4, 5), (3, 3, 3, 3, 3), (1, 2, 3)])
def test_a_range_with_a_gap_is_not_drawn(values):
    assert charts.pay_range([_wage(50, value) for value in values]) == ""


def test_a_negative_number_has_a_real_minus():
    assert number(Fact("projected_growth", -6.8, "percent", "", "2024-34")) == "\u22126.8%"
