"""The learned part of the safety screen: how near a message is to written examples of danger.

A logistic regression over words, letters and concepts (:mod:`triage.safety_features`) and, where
there is an encoder, a small network over the sentence vector (:mod:`triage.safety_head`).
``python -m triage.safety_fit`` makes the file it reads. Pure standard
library, Python 3.10 and later.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from triage.safety_concepts import concept
from triage.safety_encoder import vector
from triage.safety_features import BUCKETS, bucket, features
from triage.safety_head import Head

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE = Path(__file__).with_name("safety_model.bin")
VECTOR_WEIGHT = 2.0
"""How much a vector counts beside the words of a category; the fit uses the same."""
_HEAD_SHARE = 0.5
"""How much the network counts beside the words."""

_SMALL_WORDS = {
    "en": "a an and are at be but can do for from have he how i if in is it just me my need not of "
    "on she so that the they this to want was what will with you",
    "es": "al como con cuanto de del el en es esta este estoy gana hacer hay la las le lo los mas "
    "me mi mis muy no o para pero por puedo que quiero se ser si sin soy su te tengo trabajo tu un "
    "una y ya yo",
}
_ENGLISH, _SPANISH = (frozenset(words.split()) for words in _SMALL_WORDS.values())
_TELLS_LITTLE = frozenset(["i", "me", "my", "somebody", "them", "not", "asking"])


@dataclass(frozen=True)
class Weights:
    """One linear judgement.

    Attributes:
        buckets: a signed byte for each bucket of features.
        scale: what one step of a byte is worth.
        bias: the score of a message without features.
        vector: weights of the vector's numbers; empty where none is read.
    """

    buckets: array[int]
    scale: float
    bias: float
    vector: tuple[float, ...] = ()

    def score(self, found: dict[int, float], meaning: Iterable[float] = ()) -> float:
        """The log odds of danger, before the rarity of danger is counted in."""
        words = sum(self.buckets[at] * weight for at, weight in found.items())
        near = sum(w * x for w, x in zip(self.vector, meaning))  # noqa: B905
        return self.bias + self.scale * words + near


@dataclass(frozen=True)
class Model:
    """What ``safety_model.bin`` holds.

    Attributes:
        words: judges words, letters and concepts.
        head: judges the sentence vector.
        worst: the greatest score that the head gives to any of the examples.
        categories: which kind of danger it is.
        examples: fingerprint of what it was fitted on.
    """

    words: Weights
    head: Head
    worst: float
    categories: dict[str, Weights]
    examples: str

    def danger(self, found: dict[int, float], meaning: NDArray[np.float32] | None) -> float:
        """How near features, and a vector if there is one, are to the examples of danger."""
        by_words = self.words.score(found)
        return by_words if meaning is None else _together(by_words, self.head.score(meaning))

    @classmethod
    def of(cls, packed: bytes) -> Model:
        """Read what :func:`pack` wrote."""
        head, _, body = packed.partition(b"\n")
        told = json.loads(head)
        bytes_of = zlib.decompress(body)
        size, parts = told["buckets"], told["parts"]
        words, *kinds = [
            Weights(
                array("b", bytes_of[at * size : (at + 1) * size]),
                part["scale"],
                part["bias"],
                tuple(part["vector"]),
            )
            for at, part in enumerate(parts)
        ]
        network = Head.of(told["head"], bytes_of[len(parts) * size :])
        categories = dict(zip(told["categories"], kinds))  # noqa: B905
        return cls(words, network, told["worst"], categories, told["examples"])


def _together(by_words: float, by_meaning: float) -> float:
    return (by_words + _HEAD_SHARE * by_meaning) / (1 + _HEAD_SHARE)


def pack(model: Model) -> bytes:
    """The file: a line of JSON, then the bytes of all weights, compressed."""
    parts = [model.words, *model.categories.values()]
    head = {
        "examples": model.examples,
        "buckets": BUCKETS,
        "categories": list(model.categories),
        "parts": [{"scale": p.scale, "bias": p.bias, "vector": p.vector} for p in parts],
        "head": model.head.told(),
        "worst": model.worst,
    }
    body = b"".join(part.buckets.tobytes() for part in parts) + model.head.packed()
    return json.dumps(head).encode() + b"\n" + zlib.compress(body, 9)


@lru_cache(maxsize=1)
def load() -> Model:
    """The model that was fitted; read once."""
    return Model.of(FILE.read_bytes())


def danger(text: str, words: list[str]) -> float:
    """How near a message is to examples of danger: about -5 (not at all) to 6.

    Args:
        text: as typed.
        words: the same plainly spelled, "." between sentences.
    """
    return load().danger(features(words), vector(text))


def danger_by_words(words: list[str]) -> float:
    """The same by the words alone."""
    return load().words.score(features(words))


def danger_at_most(words: list[str]) -> float:
    """What :func:`danger` would say, were the meaning as bad as that of the worst example."""
    by_words = danger_by_words(words)
    return max(by_words, _together(by_words, load().worst))


def category(text: str, words: list[str]) -> str:
    """The kind of danger whose examples the message is nearest to."""
    found, meaning = features(words), vector(text)
    kinds = load().categories
    return max(kinds, key=lambda name: kinds[name].score(found, () if meaning is None else meaning))


def strongest(words: list[str], most: int = 3) -> list[str]:
    """The words that weighed most, none but those of ``safety_concepts.ini``."""
    known = {word for word in words if (concept(word) or "me") not in _TELLS_LITTLE}
    weighed = {word: _weight(word) for word in sorted(known)}
    heavy = sorted(
        (word for word, weight in weighed.items() if weight > 0), key=weighed.__getitem__
    )
    return heavy[::-1][:most]


def _weight(word: str) -> float:
    weights = load().words.buckets
    return weights[bucket(f"w {word}")] + weights[bucket(f"c {concept(word)}")]


def is_spanish(words: list[str]) -> bool:
    """Whether more of the small words are Spanish than English."""
    return sum(word in _SPANISH for word in words) > sum(word in _ENGLISH for word in words)
