"""Trains the bot: ``python -m bot.train``, in Rasa's own environment.

Does nothing where neither configuration nor dialogue nor the components changed since last time.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bot import fast_start
from bot.settings import ROOT, Settings

_MODEL = "bot"
_DIALOGUE = ("bot/dialogue/nlu", "bot/dialogue/rules")


def main() -> int:
    """Train into ``build/models/bot.tar.gz`` where needed; exit 1 where training fails."""
    parser = argparse.ArgumentParser(prog="python -m bot.train")
    parser.add_argument("--force", action="store_true", help="train even if nothing changed")
    chosen = parser.parse_args()
    models = Settings.from_environment().build / "models"
    stamp = models / f"{_MODEL}.sha256"
    now = fingerprint()
    if not chosen.force and _is_current(models, stamp, now):
        return 0
    began = time.monotonic()
    print("Training the bot …", file=sys.stderr, flush=True)
    _train(models)
    stamp.write_text(now, encoding="utf-8")
    print(f"Trained in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return 0


def fingerprint() -> str:
    """A hash of everything that a model is made of."""
    digest = hashlib.sha256(os.environ.get("LATTICE_ENCODER", "").encode())
    for path in _files():
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    yield from (ROOT / "config.yml", ROOT / "domain.yml")
    for source in (*_DIALOGUE, "bot/nlu"):
        yield from (
            path
            for path in sorted((ROOT / source).rglob("*"))
            if path.suffix in (".yml", ".py", ".txt")
        )


def _is_current(models: Path, stamp: Path, now: str) -> bool:
    model = models / f"{_MODEL}.tar.gz"
    return model.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == now


def _train(models: Path) -> None:
    """Run Rasa's training; its own cache is left out, for ours is whole and quicker."""
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    fast_start.apply()
    from rasa.model_training import train

    from bot.logs import without_words

    without_words("train")
    result = train(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=[str(ROOT / source) for source in _DIALOGUE],
        output=str(models),
        fixed_model_name=_MODEL,
        force_training=True,
    )
    if result.code != 0 or result.model is None:
        raise SystemExit("training failed: Rasa says why above")


if __name__ == "__main__":
    raise SystemExit(main())
