"""Prints what the trained bot makes of some messages, as JSON: run by ``test_fast_start.py``.

With LATTICE_STOCK_RASA=1 in the environment Rasa is left as it is.
"""

import asyncio
import json
import sys

from bot import fast_start

fast_start.apply()

from rasa.core.agent import Agent  # noqa: E402 (mended first)
from rasa.shared.core.events import ActionExecuted, UserUttered  # noqa: E402

MESSAGES = [
    "how do I become a librarian",
    "hi, how much do welders make in dallas tx and what degree do they need?",
    "and in texas?",
    "compare nurses and paralegals",
    "what can i do with a history degree",
    "the second one",
    "¿Cuánto gana una enfermera?",
    "do you have parking",
    "asdf qwer",
    '/pay{"occupation": "25-4022.00"}',
]


async def predictions(model: str) -> list[object]:
    """Parse and next actions of every message of one talk."""
    agent = Agent.load(model)
    tracker = await agent.tracker_store.get_or_create_tracker("a", append_action_listen=True)
    found = []
    for text in MESSAGES:
        parsed = await agent.parse_message(text)
        said = UserUttered(text, parsed["intent"], parsed["entities"], parsed)
        tracker.update(said, agent.domain)
        actions = []
        for _ in range(2):
            prediction = agent.processor.predict_next_with_tracker(tracker)
            best = max(prediction["scores"], key=lambda scored: scored["score"])
            actions.append(best)
            tracker.update(ActionExecuted(best["action"]), agent.domain)
        found.append({"parsed": parsed, "actions": actions})
    return found


if __name__ == "__main__":
    found = asyncio.run(predictions(sys.argv[1]))
    sys.stdout.write(json.dumps(found, sort_keys=True, default=str) + "\n")
