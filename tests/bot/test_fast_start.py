import json
import os
import subprocess
import sys

import pytest

from bot.settings import ROOT

WITH_KNOWN_HOLES = (  # docs/decisions/0122
    "aio_pika",
    "aiogram",
    "google.protobuf",
    "keras",
    "onnx",
    "pydantic",
    "regex",
    "sentry_sdk",
    "skops",
    "sklearn",
    "socketio",
    "tensorflow",
    "twilio",
    "wheel",
)
HEAVY = ("tensorflow", "sklearn.model_selection", "aiogram", "slack_sdk", "prompt_toolkit")


def run(*command, **environment):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *command],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip().splitlines()[-1]


@pytest.mark.slow
@pytest.mark.rasa
def test_predictions_are_those_of_rasa_as_it_is(model):
    command = ("-m", "tests.bot.predictions", str(model))
    mended, stock = json.loads(run(*command)), json.loads(run(*command, LATTICE_STOCK_RASA="1"))
    assert mended == stock
    assert {turn["actions"][0]["action"] for turn in mended} >= {"action_pay", "action_follow_up"}


def test_a_mended_start_imports_neither_tensorflow_nor_clients_of_services():
    loaded = run(
        "-c",
        "from bot import fast_start; fast_start.apply(); import rasa.core.run, sys;"
        f"print([name for name in {HEAVY!r} if name in sys.modules])",
    )
    assert loaded == "[]"


@pytest.mark.rasa
def test_packages_with_known_holes_are_not_loaded_to_understand_a_message(model):
    loaded = run(
        "-c",
        "from tests.bot.predictions import predictions; import asyncio, sys;"
        f"asyncio.run(predictions({str(model)!r}));"
        f"print([name for name in {WITH_KNOWN_HOLES!r} if name in sys.modules])",
    )
    assert loaded == "[]"
