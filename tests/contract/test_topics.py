"""One topic, one name: domain, examples, rules, words and actions agree."""

import re
from pathlib import Path

import pytest
import yaml

from actions import names
from bot.nlu.parts import ANSWERS

ROOT = Path(__file__).parents[2]
DIALOGUE = ROOT / "bot/dialogue"
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
TYPED = [intent for intent in DOMAIN["intents"] if intent != "nlu_fallback"]
ANNOTATED = re.compile(r"\[([^\]]+)\]\((\w+)\)")
FEWEST_EXAMPLES = 30
MOST_BUTTONS = 5
FEWEST_TALKS = 30
LONG_TALK = 6


def load(folder, name):
    return yaml.safe_load((DIALOGUE / folder / f"{name}.yml").read_text(encoding="utf-8"))


def examples(intent):
    (block,) = load("nlu", intent)["nlu"]
    assert block["intent"] == intent
    return [line.removeprefix("- ") for line in block["examples"].splitlines()]


def stems(folder):
    return {path.stem for path in (DIALOGUE / folder).glob("*.yml")}


def responses():
    return list(_responses())


def _responses():
    for path in sorted((DIALOGUE / "responses").glob("*.yml")):
        for name, variants in yaml.safe_load(path.read_text(encoding="utf-8"))["responses"].items():
            yield pytest.param(name, variants, id=name)


def test_examples_are_filed_under_their_topic():
    assert stems("nlu") == set(TYPED)


def test_rules_are_filed_under_their_topic():
    assert stems("rules") == {*TYPED, "fallback"}


@pytest.mark.parametrize("intent", TYPED)
def test_an_intent_has_enough_examples_and_none_twice(intent):
    said = [line.lower() for line in examples(intent)]
    assert len(said) >= FEWEST_EXAMPLES
    assert len(said) == len(set(said))


def test_no_sentence_means_two_things():
    seen = {}
    for intent in TYPED:
        for line in examples(intent):
            bare = ANNOTATED.sub(r"\1", line).lower().rstrip("?!. ")
            assert seen.setdefault(bare, intent) == intent, bare


def test_what_we_measure_with_is_no_example():
    seen = {_bare(line) for intent in TYPED for line in examples(intent)}
    for path in (ROOT / "benchmarks/questions").glob("own*.tsv"):
        for row in path.read_text(encoding="utf-8").splitlines():
            topics, question = row.split("\t")
            assert set(topics.split("|")) <= {*TYPED}, row
            assert _bare(question) not in seen, question


def _bare(line):
    return re.sub(r"[^\w ]", "", ANNOTATED.sub(r"\1", line).lower()).strip()


@pytest.mark.parametrize("intent", TYPED)
def test_annotations_name_entities_of_the_domain(intent):
    for line in examples(intent):
        for value, entity in ANNOTATED.findall(line):
            assert entity in DOMAIN["entities"]
            assert value == value.strip()
        assert "[" not in ANNOTATED.sub("", line), line


@pytest.mark.parametrize("intent", DOMAIN["intents"])
def test_an_intent_leads_to_the_action_of_its_topic(intent):
    topic = "fallback" if intent == "nlu_fallback" else intent
    (rule,) = load("rules", topic)["rules"]
    assert rule["steps"] == [{"intent": intent}, {"action": names.action(topic)}]


def test_slots_are_set_by_actions_only_and_steer_nothing():
    for name, slot in DOMAIN["slots"].items():
        assert slot["mappings"] == [{"type": "custom"}], name
        assert slot["influence_conversation"] is False, name


@pytest.mark.parametrize(("name", "variants"), responses())
def test_a_response_has_a_variant_for_every_case(name, variants):
    assert name.startswith("utter_")
    assert any("condition" not in v and "channel" not in v for v in variants)
    assert all(len(v.get("buttons", ())) <= MOST_BUTTONS for v in variants)


def test_every_component_of_the_pipeline_can_be_found():
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    for step in config["pipeline"]:
        if step["name"].startswith("bot."):
            module, _, cls = step["name"].rpartition(".")
            source = (ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")
            assert f"class {cls}(" in source


def test_topics_asked_side_by_side_are_those_about_a_job_or_a_step():
    """A summary (of a job, a step, a whole way) is no half of a question."""
    summaries = {"overview", "report", "lattice_picture", "step", "path_between"}
    assert {*names.CAREER, *names.STEPS} - summaries == ANSWERS


def talks():
    for path in sorted((ROOT / "tests/conversations").glob("*/*.yml")):
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))


def test_there_are_thirty_talks_at_least_and_half_of_them_are_long():
    lengths = [len(talk["turns"]) for talk in talks()]
    assert len(lengths) >= FEWEST_TALKS
    assert sum(length >= LONG_TALK for length in lengths) * 2 >= len(lengths)


@pytest.mark.parametrize("topic", names.TOPICS)
def test_every_topic_is_talked_about(topic):
    turns = [turn for talk in talks() for turn in talk["turns"]]
    answered = {response for turn in turns for response in turn.get("responses", ())}
    asked = {turn.get("intent") for turn in turns}
    assert topic in asked or any(said.startswith(f"utter_{topic}") for said in answered)
