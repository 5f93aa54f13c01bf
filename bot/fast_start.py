"""The mending of Rasa 3.6: import less, check faster, send less. Predictions stay the same.

Rasa imports every component it ships, TensorFlow with them (ten seconds, 300 MB), compiles the
schema of action results anew for every call (25 ms), and opens a new connection to send the whole
conversation to the action server each time. ``apply()`` changes these, before anything else of
Rasa is imported; ``tests/bot/test_fast_start.py`` holds predictions equal to the unmended ones.
Each change is one function, so that one can be left out; LATTICE_STOCK_RASA=1 leaves out all.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import logging
import os
import sys
import warnings
from collections.abc import Sequence
from types import ModuleType
from typing import Any

from bot import fast_turns
from bot.outages import Patience

ACTION_TIMEOUT = 15
"""Seconds to wait for the action server; Rasa waits 300, longer than it holds a conversation."""
_FROM_A_PROXY = (502, 503, 504)
"""Statuses that say that no action server could be reached."""

# Imported by Rasa at start, used by nothing we do: loaded when first touched, if ever.
_UNUSED = frozenset({"boto3", "pymongo", "matplotlib", "rasa.core.test", "rasa.nlu.test"})
# Modules that we never use and what others import from them by name. They drag TensorFlow,
# scikit-learn and the clients of services that we do not speak into every start.
_STAND_INS = {
    "rasa.utils.tensorflow.callback": "RasaTrainingLogger RasaModelCheckpoint",
    "rasa.utils.tensorflow.data_generator": "RasaBatchDataGenerator",
    "rasa.utils.tensorflow.model_data": "RasaModelData Data FeatureArray ragged_array_to_ndarray",
    "rasa.nlu.classifiers.diet_classifier": "DIETClassifier",
    "rasa.nlu.extractors.crf_entity_extractor": "CRFEntityExtractor CRFEntityExtractorOptions",
    "rasa.nlu.selectors.response_selector": "ResponseSelector",
    "rasa.core.policies.ted_policy": "TEDPolicy",
    "rasa.core.channels.socketio": "SocketIOInput",
    "rasa.core.channels.botframework": "BotFrameworkInput",
    "rasa.core.channels.callback": "CallbackInput",
    "rasa.core.channels.console": "CmdlineInput",
    "rasa.core.channels.facebook": "FacebookInput",
    "rasa.core.channels.mattermost": "MattermostInput",
    "rasa.core.channels.rasa_chat": "RasaChatInput",
    "rasa.core.channels.rocketchat": "RocketChatInput",
    "rasa.core.channels.slack": "SlackInput",
    "rasa.core.channels.telegram": "TelegramInput",
    "rasa.core.channels.twilio": "TwilioInput",
    "rasa.core.channels.twilio_voice": "TwilioVoiceInput",
    "rasa.core.channels.webexteams": "WebexTeamsInput",
    "rasa.core.channels.hangouts": "HangoutsInput",
}
_OUR_COMPONENTS = (
    ("rasa.nlu.classifiers.fallback_classifier", "FallbackClassifier"),
    ("rasa.core.policies.rule_policy", "RulePolicy"),
)


def apply() -> None:
    """Mend Rasa, unless LATTICE_STOCK_RASA is set."""
    be_quiet()
    if is_stock():
        return
    import_lazily()
    leave_out_what_needs_tensorflow()
    register_only_what_we_use()
    check_results_by_shape()
    keep_connections()
    send_slots_and_the_latest_message()
    never_fall_back_to_memory()
    fast_turns.know_events_by_name()
    fast_turns.copy_nothing_for_the_log()
    fast_turns.copy_slots_whole()
    fast_turns.look_for_no_strangers()
    fast_turns.look_for_no_slots()
    fast_turns.run_the_graph_in_order()
    fast_turns.find_rules_once()


def is_stock() -> bool:
    """Whether Rasa is to run as it is, to compare."""
    return bool(os.environ.get("LATTICE_STOCK_RASA"))


def be_quiet() -> None:
    """No telemetry, no deprecation warnings of libraries, no progress bars."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["SQLALCHEMY_SILENCE_UBER_WARNING"] = "1"
    os.environ.setdefault("LOG_LEVEL", "ERROR")  # progress bars, too, end up in a log
    warnings.simplefilter("ignore")
    logging.captureWarnings(capture=True)
    logging.getLogger("py.warnings").setLevel(logging.CRITICAL)


class _LazyFinder(importlib.abc.MetaPathFinder):
    """Gives the modules of ``_UNUSED`` a loader that runs them when first touched."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The usual spec with a lazy loader, or None for other modules."""
        if name not in _UNUSED:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            spec.loader = importlib.util.LazyLoader(spec.loader)
        return spec


def import_lazily() -> None:
    """Put off importing what is not used."""
    sys.meta_path.insert(0, _LazyFinder())


def leave_out_what_needs_tensorflow() -> None:
    """Stand-ins for modules of Rasa that we do not use and that import a great deal."""
    for name, classes in _STAND_INS.items():
        module = ModuleType(name, "Stands in for a module of Rasa that config.yml does not use.")
        for class_name in classes.split():
            named = classmethod(lambda cls: cls.__name__)  # channels are registered by name()
            setattr(module, class_name, type(class_name, (), {"name": named}))
        sys.modules[name] = module


def register_only_what_we_use() -> None:
    """Rasa's list of components, shortened to those that config.yml names."""
    name = "rasa.engine.recipes.default_components"
    module = ModuleType(name, "The components of Rasa that config.yml uses.")
    sys.modules[name] = module
    module.DEFAULT_COMPONENTS = [  # type: ignore[attr-defined]
        getattr(importlib.import_module(place), class_name) for place, class_name in _OUR_COMPONENTS
    ]


def check_results_by_shape() -> None:
    """Look at the shape of action results only.

    Rasa holds every event against some twenty schemas, twelve events a turn, before it reads them
    one by one anyway and refuses what it does not know.
    """
    from rasa.core.actions.action import RemoteAction

    def check(self: RemoteAction, result: dict[str, Any]) -> bool:
        for part in ("events", "responses"):
            if not all(isinstance(item, dict) for item in result.get(part) or []):
                raise ValueError(f"{self.name()} gave {part} that are not objects")
        return True

    RemoteAction._validate_action_result = check


def keep_connections() -> None:
    """One pool of connections to the action server, and patience while it starts again.

    A call may be made twice: what an action writes, it writes under the message's own id.
    """
    import aiohttp
    from rasa.utils.endpoints import ClientResponseError, EndpointConfig

    pool: list[aiohttp.TCPConnector] = []
    request, patience = EndpointConfig.request, Patience(aiohttp.ClientConnectionError)

    def session(self: EndpointConfig) -> aiohttp.ClientSession:
        if not pool or pool[0].closed:
            pool[:] = [aiohttp.TCPConnector()]
        return aiohttp.ClientSession(
            headers=self.headers,
            timeout=aiohttp.ClientTimeout(total=ACTION_TIMEOUT),
            connector=pool[0],
            connector_owner=False,
        )

    async def ask(self: EndpointConfig, *given: Any, **named: Any) -> Any:
        async def once() -> Any:
            try:
                return await request(self, *given, **named)
            except ClientResponseError as refusal:
                if refusal.status not in _FROM_A_PROXY:
                    raise
                raise aiohttp.ClientConnectionError(f"a proxy said {refusal.status}") from refusal

        return await patience(once)

    EndpointConfig.session = session
    EndpointConfig.request = ask


def send_slots_and_the_latest_message() -> None:
    """Leave the history out of action calls: our actions read slots and the latest message.

    And its channel, which the SDK looks for among the events.
    """
    from rasa.core.actions import action
    from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

    def call(
        self: action.RemoteAction, tracker: DialogueStateTracker, domain: object
    ) -> dict[str, Any]:
        state = tracker.current_state(EventVerbosity.NONE)
        channel = tracker.get_latest_input_channel()
        return {
            "next_action": self.name(),
            "sender_id": tracker.sender_id,
            "tracker": {**state, "events": [{"event": "user", "input_channel": channel}]},
            "domain": {},
            "version": action.rasa.__version__,
        }

    action.RemoteAction._action_call_format = call
    action.DEFAULT_REQUEST_TIMEOUT = ACTION_TIMEOUT


def never_fall_back_to_memory() -> None:
    """Let a store that fails fail, so that the person hears of it.

    Rasa wraps every store: what cannot be saved goes to memory, what cannot be read counts as a
    new conversation, and the bot answers on as if nothing were.
    """
    from rasa.core import agent

    agent.FailSafeTrackerStore = lambda store: store
