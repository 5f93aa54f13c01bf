"""The mending of Rasa's turns: what it does at each turn, done once or not at all.

Predictions stay the same; see ``bot.fast_start``, which applies these with its own.
"""

from __future__ import annotations

from functools import lru_cache
from graphlib import TopologicalSorter
from types import SimpleNamespace
from typing import Any

RULES_KEPT = 2000
"""Pairs of an intent and an action whose rule is remembered."""


def know_events_by_name() -> None:
    """Look up an event's class once; Rasa walks through all its classes for each event it reads."""
    from rasa.shared.core.events import Event

    Event.resolve_by_type = staticmethod(lru_cache(maxsize=256)(Event.resolve_by_type))


def copy_nothing_for_the_log() -> None:
    """Leave out deep copies that Rasa makes for debug lines, whether they are written or not."""
    from rasa.core import processor
    from rasa.core.policies import rule_policy

    for module in (processor, rule_policy):
        module.copy = SimpleNamespace(deepcopy=lambda it: it)


def copy_slots_whole() -> None:
    """Give a conversation its slots in a tenth of the time; Rasa takes each apart to copy it."""
    from rasa.shared.core.slots import Slot

    def copied(self: Slot) -> Slot:
        same = object.__new__(type(self))
        vars(same).update(vars(self))
        return same

    Slot.__copy__ = copied


def look_for_no_strangers() -> None:
    """Leave out the search for intents and entities that the domain lacks.

    It only warns of them, and makes an empty domain to compare with at each turn.
    """
    from rasa.core.processor import MessageProcessor

    MessageProcessor._check_for_unseen_features = lambda _self, _parse_data: None


def look_for_no_slots() -> None:
    """Leave out the search for slots in a message: all of ours are set by actions (domain.yml)."""
    from rasa.core.actions.action import ActionExtractSlots

    async def run(*_given: Any) -> list[Any]:
        return []

    ActionExtractSlots.run = run


def run_the_graph_in_order() -> None:
    """Work out once in which order the parts of a prediction run; Rasa has dask do it each time."""
    from rasa.engine.exceptions import GraphRunError
    from rasa.engine.runner.dask import DaskGraphRunner

    def run(
        self: DaskGraphRunner,
        inputs: dict[str, Any] | None = None,
        targets: list[str] | None = None,
    ) -> dict[str, Any]:
        wanted = tuple(targets or self._graph_schema.target_names)
        plans = vars(self).setdefault("plans", {})
        if wanted not in plans:
            plans[wanted] = _order(self._graph_schema.minimal_graph_schema(list(wanted)))
        found: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
        try:
            for name, needs in plans[wanted]:
                given = [found.get(need, need) for need in needs]
                found[name] = self._instantiated_nodes[name](*given)
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(found[name] for name in wanted)

    DaskGraphRunner.run = run


def find_rules_once() -> None:
    """Remember what follows an intent and an action; Rasa goes through all rules each time.

    Rules of ours are no more than that: none reads slots, entities, words or an earlier turn.
    """
    from rasa.core.policies.rule_policy import RulePolicy

    find = RulePolicy._find_action_from_rules

    def once(
        self: RulePolicy, tracker: Any, domain: Any, use_text_for_last_user_input: bool
    ) -> Any:
        known: dict[tuple[object, ...], Any] = vars(self).setdefault("known_rules", {})
        asked = (
            tracker.latest_message.intent_name,
            tracker.latest_action_name,
            use_text_for_last_user_input,
        )
        if asked not in known:
            if len(known) == RULES_KEPT:
                known.clear()
            known[asked] = find(self, tracker, domain, use_text_for_last_user_input)
        return known[asked]

    RulePolicy._find_action_from_rules = once


def _order(schema: Any) -> list[tuple[str, list[str]]]:
    """Each part after those that it needs, with their names."""
    needs = {name: list(node.needs.values()) for name, node in schema.nodes.items()}
    order = TopologicalSorter(needs).static_order()
    return [(name, needs[name]) for name in order if name in needs]
