"""The encoder's forward pass in NumPy: the vectors of sentence-transformers without PyTorch.

A server that answers one title at a time needs neither PyTorch's ten seconds of import nor its
half gigabyte. For encoders of BERT's shape whose vector is the mean of the last layer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

from knowledge.titles.adapter import Adapter

Floats = NDArray[np.float32]


class _Linear(NamedTuple):
    """Weights of shape (inputs, outputs), and a bias."""

    weights: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        return x @ self.weights + self.bias


class _Norm(NamedTuple):
    """Layer normalisation over the last axis."""

    weights: Floats
    bias: Floats
    epsilon: float

    def __call__(self, x: Floats) -> Floats:
        apart = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt((apart * apart).mean(axis=-1, keepdims=True) + self.epsilon)
        return np.asarray(apart / spread * self.weights + self.bias, dtype=np.float32)


class _Layer(NamedTuple):
    """Attention, then two products with a bend between; each added to what came in."""

    heads: int
    attention: _Linear
    joined: _Linear
    after_attention: _Norm
    wider: _Linear
    narrower: _Linear
    after: _Norm

    def __call__(self, x: Floats) -> Floats:
        x = self.after_attention(x + self.joined(self._attended(x)))
        return self.after(x + self.narrower(_gelu(self.wider(x))))

    def _attended(self, x: Floats) -> Floats:
        """Each head's mixture of the words; shape as ``x``, (words, width)."""
        words, width = x.shape
        split = self.attention(x).reshape(words, 3, self.heads, width // self.heads)
        asked, known, told = split.transpose(1, 2, 0, 3)
        fits = asked @ known.transpose(0, 2, 1) / np.sqrt(np.float32(width // self.heads))
        shares = np.exp(fits - fits.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        mixed = (shares @ told).transpose(1, 0, 2)
        return np.asarray(mixed.reshape(words, width), dtype=np.float32)


def _gelu(x: Floats) -> Floats:
    return np.asarray(x * 0.5 * (1 + erf(x / np.sqrt(np.float32(2)))), dtype=np.float32)


class Forward:
    """An encoder whose weights are in memory, to be called with one text after the other."""

    def __init__(self, folder: Path, adapter: Adapter | None) -> None:
        """Read a sentence-transformers directory; the adapter is added to its weights."""
        from tokenizers import Tokenizer

        read = _reader(folder, adapter)
        config = _json(folder / "config.json")
        epsilon = config["layer_norm_eps"]
        self._words = read("embeddings.word_embeddings.weight")
        self._places = (
            read("embeddings.position_embeddings.weight")
            + read("embeddings.token_type_embeddings.weight")[0]
        )
        self._first = _norm(read, "embeddings.LayerNorm", epsilon)
        self._layers = [
            _layer(read, f"encoder.layer.{number}.", config["num_attention_heads"], epsilon)
            for number in range(config["num_hidden_layers"])
        ]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        longest = _json(folder / "sentence_bert_config.json")["max_seq_length"]
        self._tokenizer.enable_truncation(longest)

    def encode(self, texts: Sequence[str]) -> Floats:
        """Unit vectors, one row a text; shape (texts, width)."""
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Floats:
        ids = self._tokenizer.encode(text).ids
        x = self._first(self._words[ids] + self._places[: len(ids)])
        for layer in self._layers:
            x = layer(x)
        mean = x.mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)


Read = Callable[[str], Floats]


def _reader(folder: Path, adapter: Adapter | None) -> Read:
    """What gives a weight by its name, the adapter's part added."""
    from safetensors.numpy import load_file

    weights = load_file(folder / "model.safetensors")
    added = adapter.products() if adapter else {}

    def read(name: str) -> Floats:
        extra = added.get(name.removesuffix(".weight"))
        return weights[name] if extra is None else weights[name] + extra

    return read


def _layer(read: Read, name: str, heads: int, epsilon: float) -> _Layer:
    attention = [_linear(read, f"{name}attention.self.{n}") for n in ("query", "key", "value")]
    return _Layer(
        heads,
        _Linear(*(np.concatenate(parts, axis=-1) for parts in zip(*attention, strict=True))),
        _linear(read, f"{name}attention.output.dense"),
        _norm(read, f"{name}attention.output.LayerNorm", epsilon),
        _linear(read, f"{name}intermediate.dense"),
        _linear(read, f"{name}output.dense"),
        _norm(read, f"{name}output.LayerNorm", epsilon),
    )


def _linear(read: Read, name: str) -> _Linear:
    return _Linear(read(f"{name}.weight").T, read(f"{name}.bias"))


def _norm(read: Read, name: str, epsilon: float) -> _Norm:
    return _Norm(read(f"{name}.weight"), read(f"{name}.bias"), epsilon)


def _json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
