"""Low-rank additions to the encoder's weights that draw the titles of an occupation together.

``data/adapter.npz`` holds two thin matrices for each of its layers (1.3 MB instead of another
90 MB of weights; docs/decisions/0034). ``fit_adapter.py`` made them from the titles we hold.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FILE = Path(str(resources.files("knowledge.titles") / "data" / "adapter.npz"))

Thin = dict[str, NDArray[np.float16]]


@dataclass(frozen=True, slots=True)
class Adapter:
    """What is added to the weights of some layers.

    Attributes:
        base: fingerprint of the encoder it belongs to.
        down: name of a layer → shape (rank, inputs).
        up: name of a layer → shape (outputs, rank).
    """

    base: str
    down: Thin
    up: Thin

    @property
    def fingerprint(self) -> str:
        """Changes when the additions do."""
        parts = [part.tobytes() for name in sorted(self.down) for part in self._pair(name)]
        return hashlib.sha256(self.base.encode() + b"".join(parts)).hexdigest()[:16]

    def add_to(self, network: Any) -> None:
        """Add it to a PyTorch network, for good."""
        import torch

        for name, product in self.products().items():
            network.get_submodule(name).weight.data += torch.tensor(product)

    def products(self) -> dict[str, NDArray[np.float32]]:
        """Name of a layer → what is added to its weights; shape (outputs, inputs)."""
        pairs = {name: (part.astype(np.float32) for part in self._pair(name)) for name in self.down}
        return {name: up @ down for name, (down, up) in pairs.items()}

    def write(self, path: Path = FILE) -> None:
        """Write it as ``load`` reads it."""
        arrays = {f"{name}.down": part for name, part in self.down.items()}
        arrays |= {f"{name}.up": part for name, part in self.up.items()}
        np.savez_compressed(path, allow_pickle=False, base=np.array(self.base), **arrays)
        load.cache_clear()

    def _pair(self, name: str) -> tuple[NDArray[np.float16], NDArray[np.float16]]:
        return self.down[name], self.up[name]


@lru_cache(maxsize=2)
def load(base: str) -> Adapter | None:
    """The shipped adapter if it is that encoder's."""
    if not FILE.is_file():
        return None
    with np.load(FILE) as held:
        if str(held["base"]) != base:
            return None
        parts: dict[str, Thin] = {
            kind: {n.removesuffix(kind): held[n] for n in held.files if n.endswith(kind)}
            for kind in (".down", ".up")
        }
        return Adapter(base, parts[".down"], parts[".up"])
