"""The entity tagger: a conditional random field over the features of ``spans.py``.

Rasa's own extractor would need its tokenizer and featurizers before it and knows no word lists.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pycrfsuite
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    INTENT,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.spans import Span, features, to_labels, to_spans, word_list
from bot.nlu.tokens import tokenize

_FILE = "entities.crfsuite"
Example = tuple[str, list[Span]]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class EntityTagger(GraphComponent):
    """Finds occupation, area, major and choice."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Regularisation (c1, c2), iterations, and ``variants``: see :func:`exchanged`."""
        return {"c1": 0.05, "c2": 0.02, "iterations": 60, "variants": 3, "seed": 42}

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._tagger: pycrfsuite.Tagger | None = None
        self._model = b""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EntityTagger:
        """Make an untrained tagger."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> EntityTagger:
        """Read a trained tagger."""
        tagger = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            tagger._open(folder / _FILE)
        return tagger

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the field on the annotated examples and on variants of them."""
        examples = [_example(m) for m in training_data.nlu_examples if m.get(INTENT)]
        trainer = pycrfsuite.Trainer(verbose=False)
        trainer.set_params(
            {
                "c1": self._config["c1"],
                "c2": self._config["c2"],
                "max_iterations": self._config["iterations"],
                "feature.possible_transitions": True,
            }
        )
        for text, spans in exchanged(examples, self._config["variants"], self._config["seed"]):
            tokens = tokenize(text)
            if tokens:
                trainer.append(features(tokens), to_labels(tokens, spans))
        with self._storage.write_to(self._resource) as folder:
            trainer.train(str(folder / _FILE))
            self._open(folder / _FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Annotations are there already."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities found to each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            if text and not text.startswith("/"):
                found = [_entity(text, span) for span in self._spans(text)]
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def _open(self, path: Path) -> None:
        # From memory, for the folder of a loaded model is gone soon after; the tagger points into
        # the bytes without holding them.
        self._model = path.read_bytes()
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(self._model)

    def _spans(self, text: str) -> list[Span]:
        tokens = tokenize(text)
        if not tokens or self._tagger is None:
            return []
        return to_spans(text, tokens, self._tagger.tag(features(tokens)))


def exchanged(examples: Sequence[Example], times: int, seed: int) -> list[Example]:
    """The examples and variants of them, whose jobs, places and majors come from one another.

    So the field learns from the sentence around a job what a job is, not the jobs by heart.
    """
    chance = random.Random(seed)  # noqa: S311 (no secret: it must repeat)
    values: dict[str, list[str]] = {"area": sorted(word_list("places"))}
    for text, spans in examples:
        for span in spans:
            values.setdefault(span.entity, []).append(text[span.start : span.end])
    found = list(examples)
    for text, spans in examples:
        if any(span.entity != "choice" for span in spans):
            found += [_variant(text, spans, values, chance) for _ in range(times)]
    return found


def _variant(
    text: str, spans: list[Span], values: dict[str, list[str]], chance: random.Random
) -> Example:
    made, new, last = "", [], 0
    for entity, start, end in sorted(spans, key=lambda span: span.start):
        made += text[last:start]
        value = text[start:end] if entity == "choice" else chance.choice(values[entity])
        new.append(Span(entity, len(made), len(made) + len(value)))
        made += value
        last = end
    return made + text[last:], new


def _example(message: Message) -> Example:
    spans = [
        Span(e[ENTITY_ATTRIBUTE_TYPE], e[ENTITY_ATTRIBUTE_START], e[ENTITY_ATTRIBUTE_END])
        for e in message.get(ENTITIES) or []
    ]
    return message.get(TEXT), spans


def _entity(text: str, span: Span) -> dict[str, Any]:
    return {
        ENTITY_ATTRIBUTE_TYPE: span.entity,
        ENTITY_ATTRIBUTE_VALUE: text[span.start : span.end],
        ENTITY_ATTRIBUTE_START: span.start,
        ENTITY_ATTRIBUTE_END: span.end,
        "extractor": EntityTagger.__name__,
    }
