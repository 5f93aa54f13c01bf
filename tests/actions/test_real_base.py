"""Replies made of the built knowledge base: they fit a screen and every figure has its source."""

import re

import pytest

from actions.deps import Deps
from actions.topics import CAREER, PLACED
from knowledge.model import SocCode
from tests.actions.scene import Scene

pytestmark = pytest.mark.model

LONGEST = 1100
USUAL = 900
FIGURE = re.compile(r"\$\d|\d%")
SOURCED = re.compile(r"\b(19|20)\d\d\b.*\([^)]+\)")
SAMPLE = 40


@pytest.fixture(scope="module")
def sample(real_deps: Deps) -> list[str]:
    """Every so-manieth occupation, all kinds among them."""
    every = real_deps.knowledge.occupations()
    return [o.code.onet for o in every[:: max(1, len(every) // SAMPLE)]]


@pytest.mark.parametrize("topic", [*CAREER, *PLACED])
def test_replies_fit_a_phone_and_every_figure_has_its_source(real_deps, sample, topic):
    scene = Scene(real_deps)
    lengths = []  # the first answer of a talk is a sentence of caution longer
    for code in sample:
        scene.slots["last"] = {"topic": "pay", "occupations": [], "area": ""}
        scene.press(topic, occupation=code, area="TX")
        assert scene.responses != ["utter_apology"], code
        for text in scene.texts:
            bare = [x for x in text.split("\n") if FIGURE.search(x) and not SOURCED.search(x)]
            assert bare == [], code
            lengths.append(len(text))
            assert "O*NET" not in text.replace("O*NET®", "")
    assert max(lengths) <= LONGEST
    assert sorted(lengths)[len(lengths) * 8 // 10] <= USUAL


def test_facts_said_are_facts_held(real_deps: Deps):
    scene = Scene(real_deps)
    held = {(f.name, f.value) for f in real_deps.knowledge.facts("25-4022", "AK")}
    for topic in ("pay", "outlook", "education", "skills", "interests", "automation", "employers"):
        scene.press(topic, occupation="25-4022.00", area="AK")
        said = [f for m in scene.messages for f in m["facts"]]
        assert said
        assert [f for f in said if (f["name"], f["value"]) not in held] == []


@pytest.mark.parametrize(
    ("place", "area"),
    [("texas", "TX"), ("anchorage", "11260"), ("dallas, tx", "19100"), ("nyc", "35620"),
     ("puerto rico", "PR"), ("washington dc", None), ("new york", "NY")],
)  # fmt: skip
def test_places_are_found_by_the_names_people_use(real_deps: Deps, place: str, area):
    scene = Scene(real_deps)
    scene.say("pay", f"nurse pay in {place}", occupation="nurse", area=place)
    assert scene.responses == ["utter_pay"]
    assert area is None or scene.messages[0]["area"] == area


def test_a_retired_code_leads_to_its_successor(real_deps: Deps):
    scene = Scene(real_deps)
    scene.press("overview", occupation="25-4021.00")
    assert scene.messages[0]["occupations"] == [SocCode("25-4022").onet]


SEARCHES = [
    "over $80k without a degree",
    "growing jobs",
    "i am bad at math",
    "help people",
    "best paid",
]


@pytest.mark.parametrize("text", SEARCHES)
def test_searches_find_three_to_five_with_figures(real_deps: Deps, text: str):
    scene = Scene(real_deps).say("find_jobs", text)
    assert scene.responses == ["utter_find_jobs"]
    assert 3 <= len(scene.messages[0]["card"]["items"]) <= 5
    assert len(scene.texts[0]) <= LONGEST


@pytest.mark.parametrize(
    "major", ["history", "nursing", "computer science", "psychology", "biology"]
)
def test_majors_lead_to_jobs(real_deps: Deps, major: str):
    scene = Scene(real_deps).say("degree_to_jobs", f"what can i do with a degree in {major}")
    assert scene.responses == ["utter_degree_to_jobs"]
    assert scene.messages[0]["card"]["items"]


def test_a_major_typed_alone_answers_the_question_for_one(real_deps: Deps):
    scene = Scene(real_deps).say("degree_to_jobs", "what can i do with my degree")
    assert scene.responses == ["utter_degree_need"]
    assert scene.say("fallback", "history").responses == ["utter_degree_to_jobs"]


def test_a_path_is_composed_of_single_steps_and_says_so(real_deps: Deps):
    scene = Scene(real_deps)
    scene.press("path_between", occupation=["25-9042.00", "25-4022.00"])
    assert scene.responses == ["utter_path_between"]
    routes = scene.messages[0]["card"]["routes"]
    assert all(route[-1]["code"] == "25-4022.00" for route in routes)
    assert scene.messages[0]["occupations"] == ["25-9042.00", "25-4022.00"]


def test_a_path_without_lattice_says_that_there_is_none(real_deps: Deps):
    scene = Scene(real_deps)
    scene.say("path_between", "from infantry to nurse", occupation=["infantry", "nurse"])
    assert scene.responses == ["utter_path_none"]


def test_a_path_needs_a_goal_and_keeps_the_start(real_deps: Deps):
    scene = Scene(real_deps)
    scene.say("path_between", "from librarian to what", occupation="librarian")
    assert scene.responses == ["utter_path_need_goal"]
    scene.say("overview", "infantry", occupation="infantry")
    assert scene.responses == ["utter_path_none"]


def test_where_a_job_is_paid_most_is_ranked_by_median(real_deps: Deps):
    scene = Scene(real_deps)
    for asked in ("which state pays nurses the most", "best city for nurses"):
        scene.say("pay", asked, occupation="nurses")
        assert scene.responses == ["utter_pay_places"]
        shown = [fact["value"] for fact in scene.messages[0]["facts"]]
        assert len(shown) == 5
        assert shown == sorted(shown, reverse=True)


def test_a_group_that_nobody_describes_offers_the_nearest_jobs(real_deps: Deps):
    scene = Scene(real_deps)
    scene.say("how_to_become", "how do i become a 43-9199")
    assert scene.responses == ["utter_no_profile"]
    assert scene.facts["entry_education"]
    assert all('"occupation": "43-9' in button["payload"] for button in scene.buttons)
