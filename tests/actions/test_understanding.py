import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.deps import Deps, RepeatedTitles
from actions.understanding.choices import choose
from actions.understanding.focus import find_focus
from actions.understanding.kinds import kinds_of
from actions.understanding.language import detect
from actions.understanding.lexicon import readings
from actions.understanding.places import find_place, larger
from actions.understanding.several import find_several, occupations
from actions.understanding.spanish import to_english
from actions.understanding.turn import Turn
from knowledge.model import TitleMatch
from tests.actions.scene import tracker
from tests.fixtures import small_base as codes


def turn(text: str, slots=None, **entities) -> Turn:
    return Turn.from_tracker(tracker(text, slots=slots, **entities))


def focus(deps: Deps, text: str, slots=None, **entities):
    said = turn(text, slots, **entities)
    return find_focus(said, deps, find_place(said, deps).spans)


# Occupation


def test_a_payload_names_the_occupation_by_its_code(deps: Deps):
    found = focus(deps, "/pay", occupation=codes.NURSES)
    assert found.occupation.code.onet == codes.NURSES


def test_an_entity_is_matched(deps: Deps):
    assert focus(deps, "pay of nurses", occupation="nurses").occupation.code.onet == codes.NURSES


def test_two_halves_of_a_title_are_joined(deps: Deps):
    found = focus(deps, "what does a library technician do", occupation=["library", "technician"])
    assert found.occupation.code.onet == codes.LIBRARY_TECHNICIANS


def test_a_title_that_the_extractor_missed_is_found_in_the_rest(deps: Deps):
    assert focus(deps, "how do i become a librarian?").occupation.code.onet == codes.LIBRARIANS


def test_the_place_is_not_part_of_the_title(deps: Deps):
    found = focus(deps, "librarian salary in anchorage", area="anchorage")
    assert found.occupation.code.onet == codes.LIBRARIANS


def test_without_a_title_the_remembered_one_counts(deps: Deps):
    found = focus(deps, "what education do I need", {"occupation": codes.NURSES})
    assert (found.occupation.code.onet, found.named) == (codes.NURSES, False)


@pytest.mark.parametrize(
    "text",
    ["library technician pay", "how much does a library technician make", "the library technician"],
)
def test_a_span_takes_the_words_beside_it_that_make_it_a_title(deps: Deps, text: str):
    found = focus(deps, text, occupation="library")
    assert found.occupation.code.onet == codes.LIBRARY_TECHNICIANS


def test_words_beside_a_span_that_make_no_title_are_left(deps: Deps):
    found = focus(deps, "do happy nurses smile", occupation="nurses")
    assert found.occupation.code.onet == codes.NURSES


def test_a_pronoun_is_no_title(deps: Deps):
    found = focus(
        deps, "how much does that job pay", {"occupation": codes.NURSES}, occupation="job"
    )
    assert found.occupation.code.onet == codes.NURSES


def test_an_unclear_title_asks(deps: Deps):
    found = focus(deps, "technician pay", occupation="technician")
    assert found.verdict == "ask" and len(found.candidates) == 2


def test_a_named_title_nobody_knows_is_not_replaced_by_the_remembered_one(deps: Deps):
    found = focus(deps, "zorblax pay", {"occupation": codes.NURSES}, occupation="zorblax")
    assert found.verdict in ("none", "match") and found.query == "zorblax"
    assert found.verdict == "none"


def test_nothing_said_and_nothing_remembered_is_missing(deps: Deps):
    assert focus(deps, "how much does it pay").verdict == "missing"


def test_a_spanish_name_is_asked_for_in_english():
    assert to_english("enfermeras") == "registered nurse"
    assert to_english("bibliotecaria") == "librarian"
    assert to_english("nurse") == "nurse"


@pytest.mark.parametrize(
    "text", ["compare nurse and librarian", "nurse vs librarian", "nurse or librarian?"]
)
def test_several_occupations_are_found_without_entities(deps: Deps, text: str):
    found = occupations(find_several(turn(text), deps))
    assert [o.code.onet for o in found] == [codes.NURSES, codes.LIBRARIANS]


# Place


@pytest.mark.parametrize(
    ("text", "entities", "kind", "area"),
    [
        ("pay in alaska", {"area": "alaska"}, "stated", "AK"),
        ("pay in dallas tx", {"area": ["dallas", "tx"]}, "stated", "19100"),
        ("how much do nurses make in texas", {}, "stated", "TX"),
        ("nurse salary anchorage", {}, "stated", "11260"),
        ("librarian pay TX", {}, "stated", "TX"),
        ("/pay", {"area": "AK"}, "stated", "AK"),
        ("pay in juneau alaska", {"area": "juneau alaska"}, "part", "AK"),
        ("jobs in narnia", {"area": "narnia"}, "unknown", "US"),
        ("pay in portland", {"area": "portland"}, "ask", None),
        ("how much do nurses make", {}, "default", "US"),
        ("is it ok in hospitals", {}, "default", "US"),
        ("nurse pay in ontario canada", {"area": "ontario"}, "unknown", "US"),
        ("what pays best without college", {}, "default", "US"),
    ],
)
def test_a_place_is_understood(deps: Deps, text, entities, kind, area):
    found = find_place(turn(text, **entities), deps)
    assert found.kind == kind
    assert area is None or found.area.code == area


def test_a_place_is_remembered(deps: Deps):
    found = find_place(turn("is it growing", {"area": "AK"}), deps)
    assert (found.kind, found.area.code) == ("remembered", "AK")


def test_larger_areas_are_the_state_and_the_nation(deps: Deps):
    assert larger(deps.knowledge.area("11260")) == ("AK", "US")
    assert larger(deps.knowledge.area("AK")) == ("US",)
    assert larger(deps.knowledge.area("US")) == ()


# Choice

VETS = ["Veterinarians", "Veterinary Technologists and Technicians", "Registered Nurses"]


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("2", 1),
        ("#2", 1),
        ("the second one", 1),
        ("number three", 2),
        ("the last one", 2),
        ("first", 0),
        ("option b", 1),
        ("el primero", 0),
        ("veterinarians", 0),
        ("nurse", 2),
        ("registered nurses please", 2),
        ("veterinarans", 0),
        ("veterinary", 1),
        ("7", None),
        ("how much does the second one make", None),
        ("", None),
    ],
)
def test_a_choice_is_made_by_number_order_or_name(text, index):
    assert choose(text, VETS) == index


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=20), max_size=5))
def test_a_choice_is_always_one_of_those_offered(text, titles):
    index = choose(text, titles)
    assert index is None or 0 <= index < len(titles)


# Words around a job


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("how do i become a training manager", "training manager"),
        ("what is the average salary of a pastry chef?", "pastry chef"),
        ("education administrator", "education administrator"),
    ],
)
def test_a_title_is_what_is_left(text, left):
    assert left in readings(text)


def test_topic_words_alone_name_nothing():
    assert readings("is it growing") == ()
    assert readings("how much does it pay") == ()


@given(st.text(max_size=80))
def test_readings_never_grow(text):
    assert all(len(reading.split()) <= len(text) + 1 for reading in readings(text))


# Language and second topics


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("¿Cuánto gana un bibliotecario?", "es"),
        ("quiero ser enfermera", "es"),
        ("how much does a nurse make", "en"),
        ("talk to a person", "en"),
        ("nurse pay in texas", "en"),
        ("and in los angeles?", "en"),
        ("compara enfermera y plomero", "es"),
        ("quiero hablar con una persona", "es"),
        ("y en texas", "es"),
        ("el paso", None),
        ("los angeles", None),
        ("ok", None),
        ("nurse", None),
        ("gracias", None),
        ("", None),
    ],
)
def test_a_language_is_told_only_where_it_is_plain(text, language):
    assert detect(text) == language


def test_topics_come_in_the_order_of_the_text():
    assert kinds_of("is it growing and what does it pay", "topic") == ("outlook", "pay")


def test_a_short_title_is_matched_once_and_a_long_text_each_time():
    asked = []

    class Counting:
        def match(self, text: str):
            asked.append(text)
            return TitleMatch(text, "none", ())

        def known(self, text: str):
            return None

        def likeness(self, text: str):
            return {}

    matcher = RepeatedTitles(Counting())
    for text in ("nurse", "nurse", "x" * 80, "x" * 80):
        assert matcher.match(text).query == text
    assert asked == ["nurse", "x" * 80, "x" * 80]
