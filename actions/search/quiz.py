"""quiz: thirty short statements, six kinds of interest, then careers for each preparation level.

It can be left and taken up again: the answers stand in a slot, any other topic may come between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from actions.deps import Deps
from actions.dialogue.choose import in_quiz
from actions.memory import remember
from actions.present import bullets
from actions.reply import MOST_BUTTONS, Button, Reply, button, job_button, payload
from actions.talk import Replies, Talk
from actions.understanding.lexicon import words
from actions.understanding.turn import Turn
from actions.words import Joined, Phrase, Value
from knowledge.criteria import LETTERS, Criteria
from knowledge.finder import Findings, find

ANSWERS = {"like": 2, "unsure": 1, "dislike": 0}
STOP = {"stop", "quit", "end", "cancel", "parar", "salir"}
ENOUGH = 12
"""Answers from which results may be asked for early: two of each letter."""
LEVELS = {"little": (1, 2), "some": (3, 3), "much": (4, 5)}
"""Job zones of the three preparation levels of the result."""
PER_LEVEL = 4
_FILE = Path(__file__).with_name("quiz.yml")


@cache
def statements() -> tuple[dict[str, str], ...]:
    """The statements: letter, and the words in each language."""
    return tuple(yaml.safe_load(_FILE.read_text(encoding="utf-8"))["statements"])


def handle(talk: Talk) -> Replies:
    """Take an answer, stop, start again or show results; then the next statement."""
    turn = talk.turn
    answers = list(turn.memory.get("quiz_answers") or ())
    said = next((entity.value for entity in turn.named("choice")), "")
    if STOP & set(words(turn.typed)):
        said = "stop"
    if said in ANSWERS and len(answers) < len(statements()):
        answers.append(ANSWERS[said])
    elif said == "stop":
        return (_stopped(answers),)
    elif said == "again" or (not said and len(answers) >= len(statements())):
        answers = []
    if len(answers) >= len(statements()) or (said == "results" and len(answers) >= ENOUGH):
        return (_result(answers, talk),)
    return (_ask(answers, turn.language, _before(said, answers)),)


def way_back(replies: Replies, turn: Turn) -> Replies:
    """The replies, the last with a button back to the quiz where its answer came in between."""
    *earlier, last = replies
    if not in_quiz(turn) or "last" not in last.slots or "quiz_answers" in last.slots:
        return replies
    on = Button(Phrase("utter_quiz_on"), payload("quiz"))
    room = MOST_BUTTONS - 1 - last.more
    return (*earlier, replace(last, buttons=(*last.buttons[:room], on)))


def _before(said: str, answers: Sequence[int]) -> Value:
    """A word of welcome before the first statement or after a break; how to answer."""
    if not said:
        return Phrase("utter_quiz_resume" if answers else "utter_quiz_begin")
    return "" if said in (*ANSWERS, "again", "results") else Phrase("utter_quiz_scale")


def _ask(answers: Sequence[int], language: str, welcome: Value) -> Reply:
    """The next statement."""
    number = len(answers) + 1
    statement = statements()[len(answers)]
    values: dict[str, Value] = {
        "welcome": welcome,
        "number": str(number),
        "of": str(len(statements())),
        "statement": statement[language],
    }
    card = {
        "type": "quiz",
        "number": number,
        "of": len(statements()),
        "statement": statement[language],
        "scale": list(ANSWERS),
    }
    slots = {"quiz_answers": list(answers), "fallbacks": 0}
    return Reply("utter_quiz", values, card=card, buttons=_buttons(answers), slots=slots)


def _buttons(answers: Sequence[int]) -> tuple[Button, ...]:
    offered = [*ANSWERS, "stop", *(["results"] if len(answers) >= ENOUGH else [])]
    return tuple(
        Button(Phrase(f"utter_quiz_{name}"), payload("quiz", choice=name)) for name in offered
    )


def _stopped(answers: Sequence[int]) -> Reply:
    return Reply(
        "utter_quiz_stopped",
        {"number": str(len(answers))},
        buttons=(button("quiz"), button("find_jobs"), button("help")),
        slots={"quiz_answers": list(answers)},
    )


def profile(answers: Sequence[int]) -> tuple[float, ...]:
    """Mean answer for each letter, in the order R I A S E C; 0 to 2."""
    given: dict[str, list[int]] = {letter: [] for letter in LETTERS}
    for statement, answer in zip(statements(), answers, strict=False):
        given[statement["letter"]].append(answer)
    return tuple(sum(v) / len(v) if v else 0.0 for v in given.values())


def _result(answers: Sequence[int], talk: Talk) -> Reply:
    """The three strongest letters, and jobs that agree with all six, level by level."""
    scores = profile(answers)
    if len(set(scores)) == 1:
        again = Button(Phrase("utter_quiz_again"), payload("quiz", choice="again"))
        return Reply("utter_quiz_flat", buttons=(again, button("find_jobs")))
    letters = sorted(LETTERS, key=lambda letter: -scores[LETTERS.index(letter)])[:3]
    found = {level: _jobs(scores, zones, talk.deps) for level, zones in LEVELS.items()}
    every = [one for findings in found.values() for one in findings.results]
    values: dict[str, Value] = {
        "interests": bullets(Phrase(f"utter_letter_{letter.lower()}") for letter in letters),
        **{level: _titles(findings) for level, findings in found.items()},
    }
    reply = Reply(
        "utter_quiz_result",
        values,
        tuple(dict.fromkeys(fact for one in every for fact in one.reasons)),
        _card(found),
        (*_best(found), Button(Phrase("utter_quiz_again"), payload("quiz", choice="again"))),
        slots={"quiz_answers": list(answers)},
    )
    return remember(reply, "quiz", talk.turn)


def _titles(found: Findings) -> Value:
    """Titles hold commas themselves."""
    return Joined(tuple(one.occupation.title for one in found.results), "; ")


def _jobs(scores: tuple[float, ...], zones: tuple[int, int], deps: Deps) -> Findings:
    low, high = zones
    criteria = Criteria(profile=scores, zone_at_least=low, zone_at_most=high)
    return find(deps.knowledge, criteria, PER_LEVEL)


def _best(found: dict[str, Findings]) -> tuple[Button, ...]:
    """The first job of each level."""
    firsts = [findings.results[0].occupation for findings in found.values() if findings.results]
    return tuple(map(job_button, firsts))


def _card(found: dict[str, Findings]) -> dict[str, Any]:
    return {
        "type": "list",
        "count": sum(len(findings.results) for findings in found.values()),
        "items": [
            {
                "code": one.occupation.code.onet,
                "title": one.occupation.title,
                "level": level,
                "facts": [fact.to_wire() for fact in one.reasons],
            }
            for level, findings in found.items()
            for one in findings.results
        ],
    }
