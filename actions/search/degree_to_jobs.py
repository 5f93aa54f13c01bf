"""degree_to_jobs: what a major prepares for, by the CIP-SOC crosswalk."""

from __future__ import annotations

from collections import Counter

from actions.memory import remember
from actions.present import figure, numbered
from actions.reply import Button, Reply, button, payload
from actions.search.find_jobs import PAGE, list_card, telling
from actions.talk import Replies, Talk
from actions.understanding.focus import find_focus
from actions.understanding.lexicon import strip, words
from actions.words import Phrase, Value
from knowledge.criteria import Criteria
from knowledge.finder import Findings, find
from knowledge.store import KnowledgeBase

Major = tuple[str, str]
_FAMILY = len("54.01")
_GENERAL = ", general"


def handle(talk: Talk) -> Replies:
    """The jobs of the major named; asks for one where none is."""
    turn = talk.turn
    kept = (turn.memory.get("state") or {}).get("major")
    asked = "" if kept else _asked(talk)
    if not (kept or asked) and find_focus(turn, talk.deps).named:
        return talk.about("overview")
    if not (kept or asked):
        return (Reply("utter_degree_need", slots={"pending": "degree_to_jobs"}),)
    major = kept or find_major(talk.deps.knowledge, asked)
    if not major:
        return (Reply("utter_degree_unknown", {"asked": asked[:40]}, buttons=(button("quiz"),)),)
    cip, title = major
    criteria = Criteria(major=cip, order="openings")
    found = find(talk.deps.knowledge, criteria, PAGE, turn.page * PAGE)
    reply = _present(found, title, turn.page)
    return (remember(reply, "degree_to_jobs", turn, {"major": [cip, title]}),)


def _asked(talk: Talk) -> str:
    """The major's name: the entity, else what is left of the text."""
    for entity in talk.turn.named("major"):
        return entity.value
    left = strip(talk.turn.typed, "filler", "topic", "degree")
    tails = (left, left.split(" in ")[-1], left.split(" with ")[-1])
    return next((tail for tail in tails if talk.deps.knowledge.find_majors(tail)), "")


def find_major(knowledge: KnowledgeBase, asked: str) -> Major | None:
    """The family of majors that a name means: that of the general one, else the commonest.

    Returns:
        The first four digits of its CIP code, and the title that named it.
    """
    found = knowledge.find_majors(asked)
    if not found:
        return None
    name = " ".join(words(asked))
    for cip, title in found:
        plain = title.casefold().removesuffix(_GENERAL)
        if name in (plain, *(part.strip() for part in plain.split("/"))):
            return cip[:_FAMILY], title
    family = Counter(cip[:_FAMILY] for cip, _ in found).most_common(1)[0][0]
    titles = (title for cip, title in found if cip.startswith(family))
    return family, min(
        titles, key=lambda title: (not title.casefold().startswith(name), len(title))
    )


def _present(found: Findings, title: str, page: int) -> Reply:
    if not found.results:
        return Reply("utter_no_more" if page else "utter_degree_none", {"major": title})
    lines = [
        Phrase("utter_named", {"name": one.occupation.title, "figure": figure(fact)})
        for one in found.results
        if (fact := telling(one, Criteria(order="pay")))
    ]
    values: dict[str, Value] = {
        "major": title,
        "count": str(found.total),
        "results": numbered(lines),
    }
    return Reply(
        "utter_degree_to_jobs",
        values,
        tuple(dict.fromkeys(fact for one in found.results for fact in one.reasons)),
        {**list_card(found), "title": title},
        tuple(
            Button(one.occupation.title, payload("overview", occupation=one.occupation.code.onet))
            for one in found.results[:4]
        ),
        more=found.total > (page + 1) * PAGE,
    )
