"""Vectors of titles: projected to fewer dimensions, held as bytes, shipped for the usual titles.

``data/vectors.npz`` holds the vectors of every title of the releases we ship, keyed by a hash of
the text, so that a fresh machine embeds nothing (docs/decisions/0030). ``data/head.npz`` holds
linear heads over them. Both belong to one encoder; with another, all is embedded at build.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from knowledge.titles.encoder import Encoder, Vectors

SCALE = 360.0
"""A coordinate of a unit vector times this is a byte (clipped at ±127)."""

STRETCH = 14.0
"""Coordinates of unit vectors times this have about unit variance, as the probe wants."""

Bytes = NDArray[np.int8]
_DATA = resources.files("knowledge.titles") / "data"


@dataclass(frozen=True, slots=True)
class Space:
    """Where titles are compared: the encoder's vectors, projected where we hold a projection.

    Attributes:
        projection: shape (encoder dimensions, dimensions), or None to compare as they are.
        shipped: hash of a text → its bytes.
    """

    projection: NDArray[np.float32] | None = None
    shipped: Mapping[int, Bytes] = field(default_factory=dict)

    def place(self, raw: Vectors) -> Vectors:
        """Encoder vectors, shape (n, encoder dimensions) → unit vectors (n, dimensions)."""
        placed = raw if self.projection is None else raw @ self.projection
        lengths = np.linalg.norm(placed, axis=1, keepdims=True)
        return np.asarray(placed / np.maximum(lengths, 1e-9), dtype=np.float32)

    def embed(self, texts: Sequence[str], encoder: Encoder, known: Mapping[str, Bytes]) -> Bytes:
        """Bytes of the texts; only those neither shipped nor known are embedded.

        Args:
            texts: normalised texts.
            encoder: for the others; not called when there are none.
            known: bytes of texts from an earlier index of the same encoder.

        Returns:
            Shape (texts, dimensions).
        """
        held = {text: self._held(text, known) for text in texts}
        missing = sorted((text for text, bytes_ in held.items() if bytes_ is None), key=len)
        if missing:
            fresh = to_bytes(self.place(encoder.encode(missing)))
            held |= dict(zip(missing, fresh, strict=True))
        return np.stack([row for text in texts if (row := held[text]) is not None])

    def embed_some(self, texts: Sequence[str], encoder: Encoder) -> Bytes:
        """Bytes of longer texts, zeros for empty ones; shape (texts, dimensions)."""
        vectors = self.embed(texts, encoder, {})
        vectors[[not text for text in texts]] = 0
        return vectors

    def _held(self, text: str, known: Mapping[str, Bytes]) -> Bytes | None:
        return known[text] if text in known else self.shipped.get(digest(text))


@dataclass(frozen=True, slots=True)
class Probe:
    """A network of one hidden layer: the log odds that a text names a job at all."""

    inner: NDArray[np.float32]
    inner_bias: NDArray[np.float32]
    outer: NDArray[np.float32]
    outer_bias: NDArray[np.float32]

    def odds(self, vector: Vectors) -> float:
        """Log odds for a unit vector, shape (dimensions)."""
        hidden = np.maximum(self.inner @ (vector * STRETCH) + self.inner_bias, 0)
        return float(self.outer @ hidden + self.outer_bias[0])


@dataclass(frozen=True, slots=True)
class Heads:
    """Linear heads fitted once on the titles (``fit.py``).

    Attributes:
        codes: six-digit codes, one a row of ``weight``.
        weight: shape (codes, dimensions + 1); the last column is the bias.
        probe: tells titles from names of other things.
    """

    codes: tuple[str, ...]
    weight: NDArray[np.float32]
    probe: Probe


def to_bytes(vectors: Vectors) -> Bytes:
    """Unit vectors as bytes."""
    return np.asarray(np.clip(np.rint(vectors * SCALE), -127, 127), dtype=np.int8)


def digest(text: str) -> int:
    """64 bits that stand for a text."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


@lru_cache(maxsize=2)
def load_space(fingerprint: str) -> Space:
    """The shipped space if it is that encoder's, else a plain one."""
    with resources.as_file(_DATA / "vectors.npz") as path:
        if not path.is_file():
            return Space()
        with np.load(path) as held:
            if str(held["fingerprint"]) != fingerprint:
                return Space()
            shipped = dict(zip(held["digests"].tolist(), held["vectors"], strict=True))
            return Space(held["projection"].astype(np.float32), shipped)


def load_heads(fingerprint: str) -> Heads | None:
    """The shipped heads if they are that encoder's."""
    with resources.as_file(_DATA / "head.npz") as path:
        if not path.is_file():
            return None
        with np.load(path) as held:
            if str(held["fingerprint"]) != fingerprint:
                return None
            codes = tuple(str(code) for code in held["codes"])
            probe = Probe(*(held[field.name] for field in fields(Probe)))
            return Heads(codes, held["weight"].astype(np.float32), probe)
