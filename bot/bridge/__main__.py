"""``python -m bot.bridge slack | telegram | check``."""

from __future__ import annotations

import asyncio
import logging
import sys

from bot.bridge.check import findings
from bot.bridge.settings import BridgeSettings
from guard.logs import set_up

USAGE = "usage: python -m bot.bridge slack | telegram | check"


def main(arguments: list[str]) -> int:
    """Run one channel until stopped; off is no error. ``check`` asks both platforms once."""
    if arguments not in (["slack"], ["telegram"], ["check"]):
        print(USAGE, file=sys.stderr)
        return 2
    try:
        settings = BridgeSettings.from_environment()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return _check(settings) if arguments == ["check"] else _run(arguments[0], settings)


def _check(settings: BridgeSettings) -> int:
    found = list(findings(settings))
    for finding in found:
        print(f"{'ok ' if finding.well else '!! '} {finding.name}: {finding.found}")
    return 0 if all(finding.well for finding in found) else 1


def _run(channel: str, settings: BridgeSettings) -> int:
    off = settings.slack_off if channel == "slack" else settings.telegram_off
    if off:
        print(f"{channel} is off: {off} (docs/{channel}.md)", file=sys.stderr)
        return 0
    from bot.bridge.start import start  # so that being off, or checking, needs no library

    set_up(channel, logging.INFO)
    asyncio.run(start(channel, settings))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
