"""The intent ranker as a component of Rasa's graph."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.encoder import SentenceEncoder
from bot.nlu.parts import Understood, bare, understand
from bot.nlu.ranker import Ranker, Settings
from bot.nlu.spans import Span
from bot.nlu.stand_ins import to_learn, with_stand_ins

_ROOT = Path(__file__).resolve().parents[2]
_SHOWN = 5
_BARE_CONFIDENCE = 0.9


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentRanker(GraphComponent, IntentClassifier):
    """Finds the intent, and ``also``: further ones of a message that asks several things."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings of :class:`bot.nlu.ranker.Settings`."""
        return vars(Settings())

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._settings = Settings(**{key: config[key] for key in vars(Settings())})
        self._storage = storage
        self._resource = resource
        self._encoder = SentenceEncoder.open(_ROOT / os.environ.get("LATTICE_BUILD", "build"))
        self._ranker: Ranker | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentRanker:
        """Make an untrained ranker."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentRanker:
        """Read a trained ranker."""
        ranker = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            ranker._ranker = Ranker.read(folder)
        return ranker

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on every example."""
        examples = training_data.intent_examples
        plain = [with_stand_ins(e.get(TEXT), _spans(e.get(ENTITIES) or [])) for e in examples]
        texts = to_learn(plain)
        labels = [example.get(INTENT) for example in examples]
        vectors = self._encoder.encode_all(texts)
        self._ranker = Ranker.fit(texts, vectors, labels, self._settings)
        with self._storage.write_to(self._resource) as folder:
            self._ranker.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing that comes after needs predictions on the examples."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add intent, ranking and ``also`` to each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            if text and not text.startswith("/"):
                _write(message, self._understand(text, message.get(ENTITIES) or []))
            else:  # nothing to rank: a payload, which Rasa reads after us
                message.set("intent", {"name": None, "confidence": 0.0}, add_to_output=True)
        return messages

    def _understand(self, text: str, entities: list[dict[str, Any]]) -> Understood:
        spans = _spans(entities)
        understood = understand(text, lambda *part: self._rank(with_stand_ins(text, spans, *part)))
        alone = bare(text, spans)
        if alone is None:
            return understood
        rest = [(name, score) for name, score in understood.ranking if name != alone]
        return Understood([(alone, _BARE_CONFIDENCE), *rest])

    def _rank(self, plain: str) -> list[tuple[str, float]]:
        if self._ranker is None:
            raise RuntimeError("the intent ranker is neither trained nor loaded")
        return self._ranker.rank(plain, self._encoder.encode(plain))


def _spans(entities: list[dict[str, Any]]) -> list[Span]:
    return [Span(e["entity"], e["start"], e["end"]) for e in entities]


def _write(message: Message, understood: Understood) -> None:
    ranking = [{"name": name, "confidence": score} for name, score in understood.ranking[:_SHOWN]]
    message.set("intent", ranking[0], add_to_output=True)
    message.set("intent_ranking", ranking, add_to_output=True)
    message.set("also", [asked._asdict() for asked in understood.also], add_to_output=True)
