"""Pay where people work: "how much do nurses make in hospitals"."""

import pytest
import yaml

from actions.deps import Deps
from actions.understanding.apart import _INDUSTRIES, industry_of
from tests.actions.scene import Scene

NAMED = yaml.safe_load(_INDUSTRIES.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("words", "industry"),
    [
        ("hospitals", "622000"),
        ("a  Hospital", "622000"),
        ("Nursing Homes", "623100"),
        ("escuelas", "611100"),
        ("narnia", ""),
        ("", ""),
    ],
)
def test_people_name_an_industry_in_their_words(words, industry):
    assert industry_of(words) == industry


def test_no_words_name_two_industries():
    said = [name for names in NAMED.values() for name in names]
    assert len(said) == len(set(said))


@pytest.mark.model
def test_every_industry_is_one_of_oews(real_deps: Deps):
    assert all(real_deps.knowledge.industry_name(code) != code for code in NAMED)


@pytest.mark.model
def test_pay_in_an_industry_is_said_before_the_whole(real_deps: Deps):
    scene = Scene(real_deps)
    scene.say("pay", "how much do nurses make in hospitals", occupation="nurses")
    held = real_deps.knowledge.wage("29-1141", "US", "622000")
    whole = real_deps.knowledge.wage("29-1141", "US")
    assert held and whole
    at, then = (f"${w.annual[50].value:,.0f}" for w in (held, whole))
    assert 0 < scene.texts[0].index(at) < scene.texts[0].index(then)
    facts = {fact["name"]: fact["value"] for fact in scene.messages[0]["facts"]}
    assert facts["annual_wage_median.622000"] == held.annual[50].value
    assert facts["annual_wage_median"] == whole.annual[50].value


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("how much do nurses make in mining", "I hold no figures for “mining” alone"),
        ("how much do nurses make in hospitals in texas", "Texas"),
    ],
)
def test_what_is_not_published_by_industry_is_said(real_deps: Deps, text, says):
    scene = Scene(real_deps)
    scene.say("pay", text, occupation="nurses")
    assert says in scene.texts[0]
    assert "annual_wage_median.622000" not in str(scene.messages[0]["facts"])
