"""What a broken program or an ill-meaning one sends: hypothesis strategies of texts and bodies."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Json = dict[str, Any]
QUESTIONS = (
    "how much do nurses make",
    "and in texas?",
    "¿qué hace una soldadora?",
    "the second one",
)
SCRIPTS = (
    "مهنة المستقبل",
    "图书管理员",
    "कैरियर",
    "δουλειά",
    "👩🏽‍🚒🇺🇸💼",
    "\u202eerac\u202c",
    "Z͑ͫ̓a̧͟l͚go",
    "\u200b\u200d\ufeff",
)
HOSTILE = (
    "'; DROP TABLE cases; --",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "{{7*7}} ${7*7} %s %(x)s {0} {occupation}",
    "../../../../etc/passwd",
    "\x00",
    "\r\nSet-Cookie: desk=1\r\n\r\n",
    "=cmd|' /C calc'!A0",
    "http://169.254.169.254/latest/meta-data",
    "NaN",
)
LETTERS = ("a", "é", "🙂", "/", "9", "\u0301")
INTENTS = ("pay", "greet", "handoff", "compare", "forget", "restart", "session_start", "quiz", "x")
ENTITIES = ("occupation", "area", "choice", "language", "major", "x")
DEEP = ("[", '{"a":', '{"conversation":[')


def texts() -> SearchStrategy[str]:
    """Any text, and the kinds that have broken programs before."""
    unseen = st.characters(categories=("Cc", "Cf", "Cs", "Co", "Zs", "Mn"))
    return st.one_of(
        st.text(max_size=300),
        st.text(unseen, max_size=60),
        st.lists(st.sampled_from(QUESTIONS + SCRIPTS + HOSTILE), max_size=6).map(" ".join),
        payloads(),
        st.builds(str.__mul__, st.sampled_from(LETTERS), st.integers(500, 40_000)),
    )


def payloads() -> SearchStrategy[str]:
    """What only a button may say, typed or sent: intents of ours and others, with any values."""
    values = st.dictionaries(st.sampled_from(ENTITIES), values_of_any_kind(), max_size=3)
    head = st.sampled_from(INTENTS).map("/{}".format)
    whole = st.builds(lambda name, given: name + json.dumps(given), head, values)
    return st.one_of(head, whole, whole.map(lambda text: text[:-1]), whole.map(lambda t: f" {t} x"))


def values_of_any_kind() -> SearchStrategy[Any]:
    """Whatever JSON can say, numbers that are none among it."""
    leaf = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=40),
        st.sampled_from(HOSTILE),
    )  # fmt: skip
    return st.recursive(
        leaf,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    )


def spoiled(value: Json) -> SearchStrategy[Json]:
    """``value`` with one thing in it, at any depth, replaced or left out."""
    places = [*_places(value)]
    if not places:
        return st.just({"x": None})
    other = st.one_of(st.just(_LEFT_OUT), texts(), values_of_any_kind())
    return st.builds(lambda place, new: _put(value, place, new), st.sampled_from(places), other)


def bodies(good: SearchStrategy[Json]) -> SearchStrategy[bytes]:
    """Requests: well formed ones, spoiled ones, and what is no JSON at all."""
    written = good.map(_encode)
    return st.one_of(
        written,
        written,
        good.flatmap(spoiled).map(_encode),
        good.flatmap(spoiled).map(_encode),
        st.builds(lambda body, share: body[: int(len(body) * share)], written, st.floats(0, 1)),
        written.map(lambda body: body.decode().encode("utf-16")),
        values_of_any_kind().map(_encode),
        st.binary(max_size=200),
        st.builds(str.__mul__, st.sampled_from(DEEP), st.integers(1, 20_000)).map(str.encode),
    )


_LEFT_OUT = object()


def _encode(value: Any) -> bytes:
    return json.dumps(value).encode()


def _places(value: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    listed = value if isinstance(value, list) else ()
    for key, part in value.items() if isinstance(value, dict) else enumerate(listed):
        yield (*here, key)
        yield from _places(part, (*here, key))


def _put(value: Json, place: tuple[Any, ...], new: Any) -> Json:
    whole = copy.deepcopy(value)
    inner: Any = whole
    for key in place[:-1]:
        inner = inner[key]
    if new is _LEFT_OUT:
        del inner[place[-1]]
    else:
        inner[place[-1]] = new
    return whole
