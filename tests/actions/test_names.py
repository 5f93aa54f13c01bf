from pathlib import Path

import yaml

from actions import names
from actions.topics import handlers

DOMAIN = yaml.safe_load((Path(__file__).parents[2] / "domain.yml").read_text(encoding="utf-8"))


def test_every_action_of_the_domain_has_a_topic_and_the_other_way_round():
    assert sorted(DOMAIN["actions"]) == sorted(map(names.action, names.TOPICS))


def test_every_topic_has_a_handler():
    assert sorted(handlers()) == sorted(names.TOPICS)


def test_slots_and_entities_are_those_of_the_domain():
    assert sorted(DOMAIN["slots"]) == sorted(names.SLOTS)
    assert {names.OCCUPATION, names.AREA, names.MAJOR, names.CHOICE, names.LANGUAGE} == set(
        DOMAIN["entities"]
    )


def test_every_intent_leads_to_a_topic_of_its_name():
    intents = {"fallback" if i == "nlu_fallback" else i for i in DOMAIN["intents"]}
    assert intents == set(names.TOPICS)
