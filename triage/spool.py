"""A folder of letters that waits when the cases database cannot be reached.

A letter is written whole, encrypted and synced to disk before its name appears, so a process
killed at any moment leaves it there or not there, never half. The same letter put twice is one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from triage.vault import Vault

Letter = dict[str, Any]


class Spool:
    """Letters in order of arrival."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder = folder
        self._vault = vault

    def put(self, name: str, order: int, letter: Letter) -> None:
        """Keep ``letter`` durably.

        Args:
            name: the same for the same letter put again; letters, digits and dashes.
            order: letters are given back by this number, smallest first.
            letter: anything JSON can hold.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if any(self._folder.glob(f"*-{name}.letter")):
            return
        draft = self._folder / f".{os.getpid()}-{name}"
        with draft.open("w", encoding="ascii") as file:
            file.write(self._vault.seal(json.dumps(letter)))
            file.flush()
            os.fsync(file.fileno())
        draft.rename(self._folder / f"{order:020d}-{name}.letter")
        _sync(self._folder)

    def empty(self, handle: Callable[[Letter], None]) -> int:
        """Give every letter to ``handle`` and remove it once handled; returns how many.

        An error of ``handle`` goes through; that letter and those after it stay.
        """
        handled = 0
        for path in sorted(self._folder.glob("*.letter")):
            try:
                sealed = path.read_text(encoding="ascii")
            except FileNotFoundError:
                continue  # another process handled it
            handle(json.loads(self._vault.unseal(sealed)))
            path.unlink(missing_ok=True)
            handled += 1
        return handled

    def __len__(self) -> int:
        return sum(1 for _ in self._folder.glob("*.letter"))


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
