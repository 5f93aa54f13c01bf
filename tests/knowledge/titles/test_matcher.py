"""A title in any dress leads to its occupation; an unclear one asks; what is no job says so."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.titles.matcher import CHOICES, Matcher
from knowledge.titles.spelling import Speller


def first(matcher: Matcher, text: str) -> tuple[str, str]:
    found = matcher.match(text)
    return found.verdict, found.best.code.onet if found.best else ""


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("librarian", "25-4022.00"),
        ("LIBRARIANS", "25-4022.00"),
        ("libarian", "25-4022.00"),
        ("children\u2019s librarian", "25-4022.00"),
        ("sr librarian", "25-4022.00"),
        ("i work as a librarian at the lake city library", "25-4022.00"),
        ("rn", "29-1141.00"),
        ("R.N.", "29-1141.00"),
        ("icu nurse", "29-1141.03"),
        ("software dev", "15-1252.00"),
        ("library asst", "43-4121.00"),
        ("assistant to the library", "43-4121.00"),
        ("anesthesiologist assistant", "29-1071.01"),
        ("developer, web", "15-1254.00"),
    ],
)
def test_a_known_title_matches_in_any_dress(matcher: Matcher, typed: str, code: str) -> None:
    assert first(matcher, typed) == ("match", code)


@pytest.mark.parametrize(
    "typed",
    [
        *("librarian", "libarian", "sr librarian", "rn", "pa", "checker", "25-4022", "nursing"),
        *("what am i missing to move", "someone who loves trains", "zzgrblf", "teach kids", ""),
    ],
)
def test_what_is_known_without_the_encoder_is_what_is_no_guess(matcher: Matcher, typed: str):
    best = matcher.match(typed).best
    known = matcher.known(typed)
    assert known == matcher.match(typed) if known else best is not None
    assert (known is None) == (best is not None and best.basis == "embedding")


def test_a_short_word_is_only_mended_by_a_letter_more(matcher: Matcher) -> None:
    assert first(matcher, "softwar developer") == ("match", "15-1252.00")
    speller = Speller({"truck": 9, "unit": 9, "pool": 9}, {"truck": 9, "unit": 9, "pool": 9})
    assert [speller.mend(word) for word in ("truk", "unix", "polo", "trk")] == [
        "truck",
        "unix",
        "polo",
        "trk",
    ]


def test_a_title_of_several_occupations_is_asked_and_the_common_one_comes_first(
    matcher: Matcher,
) -> None:
    found = matcher.match("checker")
    assert [c.code.soc for c in found.candidates[:2]] == ["41-2011", "43-4121"]


def test_a_short_form_with_several_readings_asks(matcher: Matcher) -> None:
    found = matcher.match("pa")
    assert found.verdict == "ask"
    assert found.candidates[0].basis == "abbreviation"
    assert found.candidates[0].code.onet == "29-1071.00"


def test_a_word_many_occupations_share_asks_for_one_of_different_kinds(matcher: Matcher) -> None:
    found = matcher.match("technician")
    groups = [candidate.code.soc[:6] for candidate in found.candidates]
    assert found.verdict == "ask"
    assert len(groups) == len(set(groups)) == CHOICES


def test_a_current_code_is_itself(matcher: Matcher) -> None:
    found = matcher.match("29-1141.03")
    assert (found.verdict, found.candidates[0].basis) == ("match", "code")
    assert found.candidates[0].code.onet == "29-1141.03"


def test_a_retired_code_leads_to_its_successor(matcher: Matcher) -> None:
    found = matcher.match("25-4021")
    assert (found.verdict, found.candidates[0].basis) == ("match", "retired_code")
    assert found.candidates[0].code.soc == "25-4022"


def test_part_of_a_code_asks_among_its_beginnings(matcher: Matcher) -> None:
    found = matcher.match("25-40")
    assert found.verdict == "ask"
    assert {c.code.soc for c in found.candidates} == {"25-4011", "25-4012", "25-4022", "25-4031"}


def test_a_code_that_never_was_is_none(matcher: Matcher) -> None:
    assert matcher.match("99-9999").verdict == "none"


def test_a_field_of_study_is_no_job_but_leads_to_jobs(matcher: Matcher) -> None:
    found = matcher.match("civil engineering")
    assert (found.verdict, found.candidates[0].basis) == ("none", "major")
    assert found.candidates[0].code.soc == "17-2051"


def test_a_job_without_a_code_says_so_and_names_the_nearest_we_hold(matcher: Matcher) -> None:
    found = matcher.match("army private")
    assert (found.verdict, {c.basis for c in found.candidates}) == ("ask", {"no_code"})
    assert found.candidates[0].code.soc == "55-3016"


@pytest.mark.parametrize("typed", ["army privates", "e-2", "E2", "Pfc.", "private firstclass"])
def test_a_rank_is_found_in_any_number_and_spacing(matcher: Matcher, typed: str) -> None:
    assert {candidate.basis for candidate in matcher.match(typed).candidates} == {"no_code"}


@pytest.mark.parametrize(
    "typed", ["civil engineering degree", "a bachelors in civil engineering", "cival engineering"]
)
def test_a_degree_is_read_as_its_field(matcher: Matcher, typed: str) -> None:
    found = matcher.match(typed)
    assert (found.verdict, found.candidates[0].basis) == ("none", "major")


@pytest.mark.parametrize("text", ["librarians (25-4022)", "soc code 25-4022.00 please"])
def test_a_whole_code_within_a_text_is_what_is_meant(matcher: Matcher, text: str) -> None:
    assert first(matcher, text) == ("match", "25-4022.00")


def test_two_codes_within_a_text_are_not_one(matcher: Matcher) -> None:
    found = matcher.match("25-4022 or 25-4031")
    assert {candidate.basis for candidate in found.candidates} != {"code"}


def test_a_role_without_pay_is_none(matcher: Matcher) -> None:
    assert matcher.match("volunteer").verdict == "none"


@pytest.mark.parametrize(
    "text", ["", " ", "x", "?!…", "-", "図書館員", "библиотекарь", "\x00\x01", "🙂"]
)
def test_what_holds_no_readable_title_is_none(matcher: Matcher, text: str) -> None:
    found = matcher.match(text)
    assert (found.query, found.verdict, found.candidates) == (text, "none", ())


@pytest.mark.parametrize("text", ["zzgrk plmvx", "qqqq" * 1_000])
def test_words_never_seen_and_near_nothing_are_none(matcher: Matcher, text: str) -> None:
    assert matcher.match(text).verdict == "none"


def test_a_very_long_text_takes_no_longer(matcher: Matcher) -> None:
    matcher.match("librarian")
    started = time.perf_counter()
    matcher.match("librarian (" * 2_000 + "zq ' " * 2_000)
    assert time.perf_counter() - started < 0.5


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=300))
def test_any_text_gets_a_verdict_and_bounded_choices(matcher: Matcher, text: str) -> None:
    found = matcher.match(text)
    assert found.verdict in ("match", "ask", "none")
    assert len(found.candidates) <= CHOICES
    assert all(0 <= candidate.score <= 1 for candidate in found.candidates)
    assert found.candidates or found.verdict == "none"
    socs = [candidate.code.onet for candidate in found.candidates]
    assert len(socs) == len(set(socs))


@pytest.mark.parametrize("text", ["25-402", "soc 25402", "25-4029", "25 - 4022.0"])
def test_a_code_with_a_slip_leads_to_codes_alone(matcher: Matcher, text: str) -> None:
    found = matcher.match(text)
    assert {candidate.basis for candidate in found.candidates} == {"code"}
    assert "25-4022" in {candidate.code.soc for candidate in found.candidates}


def test_thousands_at_once_get_a_verdict_each(matcher: Matcher) -> None:
    titles = [f"librarian {number}" for number in range(2_000)] + ["", "?", "x" * 5_000]
    found = matcher.match_many(titles)
    assert [one.query for one in found] == titles
    assert {one.verdict for one in found} <= {"match", "ask", "none"}


def test_what_follows_the_first_is_never_scored_above_it(matcher: Matcher) -> None:
    for text in ("checker", "technician", "library worker", "nurse of archives", "cable"):
        scores = [candidate.score for candidate in matcher.match(text).candidates]
        assert scores == sorted(scores, reverse=True)


def test_many_at_once_are_what_each_is_alone(matcher: Matcher) -> None:
    titles = ["librarian", "", "technician", "25-4021", "zebra"] * 20
    together = matcher.match_many(titles)
    assert together == [matcher.match(title) for title in titles]
    assert matcher.match_many([]) == []


class NoEncoderYet:
    """An encoder that is still loading: who asks it fails."""

    def __init__(self, fingerprint: str) -> None:
        self.fingerprint = fingerprint

    def encode(self, texts: object) -> object:
        raise AssertionError(f"asked for {texts}")


def test_a_title_of_the_index_needs_no_encoder(index, encoder):
    waiting = Matcher(index, NoEncoderYet(encoder.fingerprint))
    assert first(waiting, "Librarian") == first(Matcher(index, encoder), "Librarian")
    with pytest.raises(AssertionError, match="asked for"):
        waiting.match("keeper of many curious birds")
