"""How well the intent ranker does on our own words: run with ``.envs/nlu/bin/python -m``.

Two figures: the examples, each predicted by a ranker that was fitted without it; and ``own.tsv``,
three questions a topic that were written before its examples were read and are never trained on.
Confusions go to stderr.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import yaml

from bot.nlu.encoder import SentenceEncoder
from bot.nlu.parts import understand
from bot.nlu.ranker import Ranker, Settings

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MARK = re.compile(r"\[([^\]]+)\](?:\(\w+\)|\{[^}]*\})")

Pairs = list[tuple[str, str]]


def examples() -> Pairs:
    """Text and intent of every example."""
    found: Pairs = []
    for path in sorted((ROOT / "bot/dialogue/nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = block.get("examples", "").splitlines()
            found += [(MARK.sub(r"\1", line[2:]).lower(), block["intent"]) for line in lines]
    return found


def own() -> Pairs:
    """Text and intent of the questions that are not trained on."""
    lines = (HERE / "own.tsv").read_text(encoding="utf-8").splitlines()
    return [(text, intent) for intent, text in (line.split("\t") for line in lines)]


def compare(name: str, guessed: Iterable[tuple[str, str, str]], most: int) -> float:
    """Share right; what was confused with what, and the texts, to stderr.

    Args:
        name: of the list.
        guessed: text, true intent, intent found.
        most: confusions printed.
    """
    every = list(guessed)
    wrong = [row for row in every if row[1] != row[2]]
    print(f"\n{name}: {len(wrong)} of {len(every)} wrong", file=sys.stderr)
    pairs = Counter((truth, found) for _, truth, found in wrong)
    for (truth, found), count in pairs.most_common(most):
        texts = [text for text, *pair in wrong if pair == [truth, found]][:3]
        print(f"  {count:3} {truth} -> {found}: {' | '.join(texts)}", file=sys.stderr)
    return round(1 - len(wrong) / len(every), 3)


def main() -> int:
    """Measure; the figures are one JSON line on stdout."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.questions.own")
    parser.add_argument("--confusions", type=int, default=40)
    for name, default in vars(Settings()).items():
        parser.add_argument(f"--{name}", type=type(default), default=default)
    chosen = vars(parser.parse_args())
    most = chosen.pop("confusions")
    encoder = SentenceEncoder.open(ROOT / os.environ.get("LATTICE_BUILD", "build"))
    texts, labels = map(list, zip(*examples(), strict=True))
    ranker = Ranker.fit(texts, encoder.encode_all(texts), labels, Settings(**chosen))
    without = np.array(ranker.intents)[ranker.left_out.argmax(axis=1)]
    questions = [(text, truth, _found(text, ranker, encoder)) for text, truth in own()]
    figures = {
        "examples": len(texts),
        "without_it": compare("examples", zip(texts, labels, without, strict=True), most),
        "own": compare("own", questions, most),
    }
    print(json.dumps(figures))
    return 0


def _found(text: str, ranker: Ranker, encoder: SentenceEncoder) -> str:
    said = text.lower()
    return understand(said, lambda part: ranker.rank(part, encoder.encode(part))).ranking[0][0]


if __name__ == "__main__":
    raise SystemExit(main())
