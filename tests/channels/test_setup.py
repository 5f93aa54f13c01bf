"""What an operator meets: settings, the manifest, the docs, the token check."""

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.bridge.check import SCOPES, findings
from bot.bridge.settings import BridgeSettings
from bot.bridge.texts import say
from tests.channels.fake_slack import APP_TOKEN, BOT_TOKEN
from tests.channels.fake_telegram import TOKEN
from tests.channels.running import slack_world, telegram_world

ROOT = Path(__file__).parents[2]
SECRETS = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "TELEGRAM_BOT_TOKEN")


def bridge(channel, **environment):
    without = {k: v for k, v in os.environ.items() if k not in SECRETS}
    return subprocess.run(
        [sys.executable, "-m", "bot.bridge", channel],
        env={**without, **environment}, cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize("channel", ["slack", "telegram"])
def test_without_tokens_a_channel_says_that_it_is_off_and_that_is_no_error(channel):
    done = bridge(channel)
    assert done.returncode == 0
    assert f"{channel} is off: {channel.upper()}_BOT_TOKEN is not set" in done.stderr


def test_a_bot_token_alone_does_not_turn_slack_on():
    done = bridge("slack", SLACK_BOT_TOKEN="xoxb-1")
    assert done.returncode == 0
    assert "neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET" in done.stderr


def test_an_unknown_channel_and_a_port_that_is_none_are_named():
    assert bridge("irc").returncode == 2
    done = bridge("slack", SLACK_PORT="soon")
    assert done.returncode == 2
    assert done.stderr.strip() == "SLACK_PORT is 'soon'; expected a port number such as 5065"


def test_the_manifest_asks_for_the_scopes_that_the_check_wants_and_the_docs_explain():
    manifest = yaml.safe_load((ROOT / "deploy/slack-manifest.yml").read_text())
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == SCOPES
    docs = (ROOT / "docs/slack.md").read_text()
    assert set(re.findall(r"^\| `([a-z_:]+)` \|", docs, re.MULTILINE)) == SCOPES


def test_every_setting_is_in_the_docs():
    docs = (ROOT / "docs/slack.md").read_text() + (ROOT / "docs/telegram.md").read_text()
    source = (ROOT / "bot/bridge/settings.py").read_text()
    for name in re.findall(r'read\("((?:SLACK|TELEGRAM)_[A-Z_]+)"', source):
        assert name in docs, name


def test_every_sentence_of_the_bridge_is_there_in_both_languages():
    texts = yaml.safe_load((ROOT / "bot/bridge/texts.yml").read_text())
    values = {"title": "X", "number": "7KQ-D2MX", "text": "Yes."}
    for name in texts:
        english, spanish = (say(name, language, **values) for language in ("en", "es"))
        assert english != spanish
        assert say(name, "fr", **values) == english


def check(settings):
    return {finding.name: finding for finding in findings(settings)}


@pytest.mark.asyncio
async def test_the_check_names_what_slack_refuses(tmp_path):
    async with slack_world(tmp_path, slack_app_token=APP_TOKEN) as world:
        well = await asyncio.to_thread(check, world.settings)
    assert {name: finding.well for name, finding in well.items()} == {
        "SLACK_BOT_TOKEN": True, "SLACK_APP_TOKEN": True, "Telegram": True,
    }  # fmt: skip
    async with slack_world(tmp_path, slack_app_token=BOT_TOKEN, slack_bot_token=APP_TOKEN) as world:
        mixed_up = await asyncio.to_thread(check, world.settings)
    assert mixed_up["SLACK_BOT_TOKEN"].found == "refused: invalid_auth"
    assert mixed_up["SLACK_APP_TOKEN"].found == "refused: invalid_auth"


@pytest.mark.asyncio
async def test_the_check_names_what_telegram_refuses(tmp_path):
    async with telegram_world(tmp_path, telegram_secret_token="a b") as world:
        found = await asyncio.to_thread(check, world.settings)
    assert found["TELEGRAM_BOT_TOKEN"].found == "known: @LatticeBot"
    assert not found["TELEGRAM_SECRET_TOKEN"].well
    async with telegram_world(tmp_path, telegram_bot_token=TOKEN[:-1]) as world:
        found = await asyncio.to_thread(check, world.settings)
    assert not found["TELEGRAM_BOT_TOKEN"].well


def test_the_check_names_a_platform_that_does_not_answer(tmp_path):
    nowhere = {"slack_api": "http://127.0.0.1:9/", "telegram_api": "http://127.0.0.1:9"}
    tokens = {"slack_bot_token": "xoxb-1", "telegram_bot_token": TOKEN}
    settings = BridgeSettings("", "", tmp_path, **nowhere, **tokens)
    found = check(settings)
    assert found["Slack"].found.startswith("neither")
    assert "no answer" in found["SLACK_BOT_TOKEN"].found
    assert "no answer" in found["TELEGRAM_BOT_TOKEN"].found
