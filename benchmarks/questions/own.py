"""How well intents are found in our own words: run with ``.envs/nlu/bin/python -m``.

Figures: the examples, each predicted by a ranker that was fitted without it; and every
``own*.tsv``, questions that were written before the examples were read and are never trained on,
put to the trained model. Where a question may rightly be taken for one of several topics, they
stand beside it, parted by ``|``. ``as_careers`` counts the questions of ``own_outside.tsv``, which
are not ours to answer, that were taken for one about a career. Confusions go to stderr.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import yaml

from bot import fast_start
from bot.logs import without_words
from bot.nlu.encoder import SentenceEncoder
from bot.nlu.parts import ANSWERS
from bot.nlu.ranker import Ranker, Settings
from bot.nlu.spans import Span
from bot.nlu.stand_ins import to_learn, with_stand_ins
from bot.settings import Settings as Folders

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "bot/dialogue/nlu"
MARK = re.compile(r"\[([^\]]+)\]\((\w+)\)")

CAREERS = ANSWERS | {"overview", "report", "compare", "path_between", "find_jobs", "degree_to_jobs"}
"""Topics whose answers are about careers."""

Pairs = list[tuple[str, str]]
Guesses = list[tuple[str, str, str]]


def examples() -> Pairs:
    """Text, with stand-ins for what is marked, and intent of every example."""
    found: Pairs = []
    for path in sorted(EXAMPLES.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = block["examples"].splitlines()
            found += [(plain(line.removeprefix("- ")), block["intent"]) for line in lines]
    return found


def plain(example: str) -> str:
    """An annotated example as the ranker is given it."""
    return MARK.sub(_stand_in, example).lower()


def _stand_in(mark: re.Match[str]) -> str:
    text, entity = mark.groups()
    return with_stand_ins(text, [Span(entity, 0, len(text))])


def without_it(settings: Settings, encoder: SentenceEncoder) -> Guesses:
    """Each example with the intent that a ranker fitted on all others finds."""
    said, labels = map(list, zip(*examples(), strict=True))
    texts = to_learn(said)
    ranker = Ranker.fit(texts, encoder.encode_all(texts), labels, settings)
    assert ranker.left_out is not None
    found = np.array(ranker.intents)[ranker.left_out.argmax(axis=1)]
    return list(zip(texts, labels, map(str, found), strict=True))


def own(model: Path) -> dict[str, Guesses]:
    """The questions of each ``own*.tsv`` with what the trained model finds."""
    fast_start.apply()
    from rasa.core.agent import Agent

    without_words()
    agent = Agent.load(str(model))

    async def found(text: str) -> str:
        return str((await agent.parse_message(text))["intent"]["name"])

    async def every(path: Path) -> Guesses:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines]
        return [(text, truth, await found(text)) for truth, text in rows]

    return {path.stem: asyncio.run(every(path)) for path in sorted(HERE.glob("own*.tsv"))}


def share_right(name: str, guesses: Iterable[tuple[str, str, str]], most: int) -> float:
    """Share right; what was confused with what, and the texts, to stderr."""
    every = list(guesses)
    wrong = [row for row in every if row[2] not in row[1].split("|")]
    print(f"\n{name}: {len(wrong)} of {len(every)} wrong", file=sys.stderr)
    pairs = Counter((truth, found) for _, truth, found in wrong)
    for (truth, found), count in pairs.most_common(most):
        texts = [text for text, *pair in wrong if pair == [truth, found]][:3]
        print(f"  {count:3} {truth} -> {found}: {' | '.join(texts)}", file=sys.stderr)
    return round(1 - len(wrong) / len(every), 3)


def main() -> int:
    """Measure; the figures are one JSON line on stdout."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.questions.own")
    parser.add_argument("--confusions", type=int, default=40, help="how many to print")
    for name, default in vars(Settings()).items():
        parser.add_argument(f"--{name}", type=type(default), default=default)
    chosen = vars(parser.parse_args())
    most = chosen.pop("confusions")
    build = Folders.from_environment().build
    examined = without_it(Settings(**chosen), SentenceEncoder.open(build))
    asked = own(build / "models/bot.tar.gz")
    figures = {
        "examples": len(examined),
        "without_it": share_right("examples", examined, most),
        **{name: share_right(name, guesses, most) for name, guesses in asked.items()},
        "as_careers": sum(found in CAREERS for *_, found in asked["own_outside"]),
    }
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
