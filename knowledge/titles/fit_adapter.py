"""Fits the adapter on the titles we hold: ``python -m knowledge.titles.fit build adapter``.

Each step takes titles and sentences of some sixty occupations, half of them neighbours of one
another. Two things are asked of their vectors: that each is nearest to the middle of its own
occupation among those of all (softmax), and nearer to the others of its occupation than to the
rest (supervised contrast). Six hundred steps take eight minutes on one free core.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from knowledge.titles.adapter import Adapter
from knowledge.titles.encoder import SentenceEncoder, Vectors

RANK = 16
STEPS = 600
RATES = (1.5e-3, 3e-3)
"""Highest learning rates, of the additions and of the middles of the occupations."""

SHARP = 18.0
"""Cosines times this are log odds."""

SEEDS, NEAR, OCCUPATIONS = 6, 5, 60
EACH, SENTENCES = 3, 24
DROPPED = 0.25
"""Share of the titles of three words and more that lose one, not the last."""

KEPT = 0.5
"""Share of what was learned that is added: with all of it the encoder forgets too much."""

_LAYERS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


class Lesson:
    """Texts with their occupations, and how a step draws from them."""

    def __init__(
        self, titles: Sequence[tuple[str, set[int]]], sentences: Sequence[tuple[str, int]]
    ) -> None:
        """Take titles and what they name, and sentences about one occupation each."""
        self.texts = [text for text, _ in titles] + [text for text, _ in sentences]
        self.named = [named for _, named in titles] + [{one} for _, one in sentences]
        self.size = 1 + max(one for named in self.named for one in named)
        self._titles = self._by_occupation(0, len(titles))
        self._sentences = self._by_occupation(len(titles), len(self.texts))
        self.held = np.array([one for one in range(self.size) if self._titles[one]])
        self._chance = np.array([len(self._titles[one]) ** 0.5 for one in self.held])
        self._chance /= self._chance.sum()
        self._random = np.random.default_rng(0)

    def _by_occupation(self, first: int, end: int) -> list[list[int]]:
        rows: list[list[int]] = [[] for _ in range(self.size)]
        for row in range(first, end):
            for one in self.named[row]:
                rows[one].append(row)
        return rows

    def middles(self, vectors: Vectors) -> Vectors:
        """Middle of each occupation's titles; shape (occupations, dimensions)."""
        empty = np.zeros(vectors.shape[1], dtype=np.float32)
        return np.stack([vectors[rows].mean(0) if rows else empty for rows in self._titles])

    def draw(self, near: NDArray[np.intp]) -> list[int]:
        """Rows of one step's texts; ``near`` holds the neighbours of each occupation."""
        pick = self._random.choice
        chosen: dict[int, None] = {}
        for seed in pick(self.held, SEEDS, p=self._chance):
            for one in (seed, *pick(near[seed], min(NEAR, near.shape[1]), replace=False)):
                chosen[int(one)] = None
        while len(chosen) < min(OCCUPATIONS, len(self.held)):
            chosen[int(pick(self.held, p=self._chance))] = None
        rows: dict[int, None] = {}
        for one in chosen:
            mine = self._titles[one]
            rows |= dict.fromkeys(pick(mine, min(EACH, len(mine)), replace=False).tolist())
        for one in pick(list(chosen), min(SENTENCES, len(chosen)), replace=False):
            if self._sentences[one]:
                rows[int(pick(self._sentences[one]))] = None
        return sorted(rows, key=lambda row: len(self.texts[row]))

    def said(self, row: int) -> str:
        """The text of a row, now and then without one of its words."""
        words = self.texts[row].split()
        if len(words) > 2 and self._random.random() < DROPPED:
            del words[int(self._random.integers(len(words) - 1))]
        return " ".join(words)

    def wanted(self, rows: Sequence[int]) -> torch.Tensor:
        """1 where a text names an occupation; shape (rows, occupations)."""
        named = torch.zeros(len(rows), self.size)
        for place, row in enumerate(rows):
            named[place, list(self.named[row])] = 1
        return named


class _Thin(torch.nn.Module):
    """A linear layer with a low-rank addition that learns."""

    def __init__(self, layer: Any) -> None:
        super().__init__()
        self.layer = layer
        down = torch.randn(RANK, layer.in_features) / math.sqrt(layer.in_features)
        self.down = torch.nn.Parameter(down)
        self.up = torch.nn.Parameter(torch.zeros(layer.out_features, RANK))

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """The layer's output, and the addition's."""
        added: torch.Tensor = self.layer(inputs) + inputs @ self.down.T @ self.up.T
        return added


@dataclass
class _Network:
    """The encoder's network with additions in every layer."""

    tokenizer: Any
    network: Any
    thin: dict[str, _Thin] = field(default_factory=dict)

    @classmethod
    def of(cls, encoder: SentenceEncoder) -> _Network:
        model = encoder.model
        made = cls(model.tokenizer, model[0].auto_model)
        made.network.requires_grad_(False)
        for number in range(len(made.network.encoder.layer)):
            for layer in _LAYERS:
                name = f"encoder.layer.{number}.{layer}"
                made.thin[name] = _Thin(made.network.get_submodule(name))
                made.network.set_submodule(name, made.thin[name])
        return made

    def vectors(self, texts: Sequence[str]) -> torch.Tensor:
        """Unit vectors of texts, to learn from."""
        tokens = self.tokenizer(
            list(texts), padding=True, truncation=True, max_length=40, return_tensors="pt"
        )
        with torch.autocast("cpu", dtype=torch.bfloat16):
            last = self.network(**tokens).last_hidden_state
        mask = tokens["attention_mask"][..., None].float()
        middle = (last.float() * mask).sum(1) / mask.sum(1)
        return torch.nn.functional.normalize(middle, dim=1)

    def weights(self) -> list[torch.nn.Parameter]:
        """What learns."""
        return [part for thin in self.thin.values() for part in (thin.down, thin.up)]

    def adapter(self, base: str) -> Adapter:
        """The additions as they are shipped."""
        down = {n: t.down.detach().numpy().astype(np.float16) for n, t in self.thin.items()}
        up = {n: (KEPT * t.up).detach().numpy().astype(np.float16) for n, t in self.thin.items()}
        return Adapter(base, down, up)


def fit_adapter(encoder: SentenceEncoder, lesson: Lesson, vectors: Vectors) -> Adapter:
    """Learn the additions.

    Args:
        encoder: the plain one.
        lesson: what to learn from.
        vectors: of the lesson's titles by the plain encoder.
    """
    torch.manual_seed(0)
    network = _Network.of(encoder)
    start = lesson.middles(vectors)
    near = np.argsort(-(start @ start.T), axis=1, kind="stable")[:, : 2 * NEAR + 2]
    near = np.stack([_held(row, lesson.held) for row in near])
    middles = torch.nn.Parameter(torch.nn.functional.normalize(torch.tensor(start), dim=1))
    groups: list[dict[str, Any]] = [
        {"params": network.weights()},
        {"params": [middles], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, list(RATES), total_steps=STEPS, pct_start=0.1
    )
    for _ in range(STEPS):
        rows = lesson.draw(near)
        parts = [rows[i : i + 64] for i in range(0, len(rows), 64)]  # alike in length
        made = torch.cat([network.vectors([lesson.said(row) for row in part]) for part in parts])
        loss: Any = _loss(made, lesson.wanted(rows), middles)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.weights(), 1.0)
        optimizer.step()
        schedule.step()
    return network.adapter(encoder.fingerprint)


def _held(near: NDArray[np.intp], held: NDArray[np.intp]) -> NDArray[np.intp]:
    """Neighbours that have titles, as many for every occupation."""
    return np.resize(near[np.isin(near, held)], len(near))


def _loss(made: torch.Tensor, wanted: torch.Tensor, middles: torch.Tensor) -> torch.Tensor:
    """Softmax over the occupations' middles, and half as much supervised contrast."""
    odds = SHARP * made @ torch.nn.functional.normalize(middles, dim=1).T
    shares = wanted / wanted.sum(1, keepdim=True)
    to_middles = -(torch.log_softmax(odds, 1) * shares).sum(1).mean()
    itself = torch.eye(len(made), dtype=torch.bool)
    alike = (SHARP * made @ made.T).masked_fill(itself, -1e9)
    same = (wanted @ wanted.T > 0) & ~itself
    told = same.any(1)
    log_share = torch.log_softmax(alike, 1).masked_fill(~same, 0).sum(1)
    to_each_other = -(log_share[told] / same.sum(1)[told]).mean()
    return to_middles + 0.5 * to_each_other
