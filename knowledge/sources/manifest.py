"""``sources.yml``: what we ship of whom, under which licence, with row counts and hashes."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import yaml

from knowledge.errors import MalformedRelease
from knowledge.model import Source

FILE = "sources.yml"
_SOURCE_FIELDS = tuple(field.name for field in fields(Source))


@dataclass(frozen=True, slots=True)
class ShippedFile:
    """A file of the facts folder.

    Attributes:
        path: relative to the folder.
        rows: data rows (without the header), those that start with ``only`` where it is given.
        sha256: of the whole file.
        only: prefix of this source's rows in a file that several sources share.
    """

    path: str
    rows: int = 0
    sha256: str = ""
    only: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A source and the files that hold what we took from it.

    Its credit line in the file may hold ``{version}`` and ``{period}``.
    """

    source: Source
    files: tuple[ShippedFile, ...]

    @property
    def credited(self) -> Source:
        """The source with its version and period filled into its credit line."""
        s = self.source
        return replace(s, credit=s.credit.format(version=s.version, period=s.period))

    @property
    def rows(self) -> int:
        """Rows of all its files."""
        return sum(file.rows for file in self.files)


def read(folder: Path) -> tuple[Entry, ...]:
    """The entries of ``sources.yml``, in its order.

    Raises:
        MalformedRelease: no such file, or an entry lacks a field.
    """
    path = folder / FILE
    if not path.is_file():
        raise MalformedRelease(str(path), "the list of sources, found no file")
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(entries, list):
        raise MalformedRelease(str(path), "a list of sources", value=str(entries)[:60])
    return tuple(_entry(entry) for entry in entries)


def _entry(entry: Mapping[str, Any]) -> Entry:
    try:
        source = Source(**{name: str(entry[name]) for name in _SOURCE_FIELDS})
        return Entry(source, tuple(ShippedFile(**file) for file in entry["files"]))
    except (KeyError, TypeError) as error:
        expected = f"an entry with {', '.join(_SOURCE_FIELDS)} and files (path, rows, sha256)"
        raise MalformedRelease(FILE, expected, value=f"{entry} ({error})") from None


def stamp(folder: Path, versions: Mapping[str, tuple[str, str]] | None = None) -> tuple[Entry, ...]:
    """Count and hash the files anew, set versions of sources, and write ``sources.yml``.

    Files that are gone are dropped, and sources without files with them.

    Args:
        folder: a facts folder.
        versions: key of a source -> (version, period) of the release it now comes from.
    """
    entries = [_with_version(entry, versions or {}) for entry in read(folder)]
    stamped = tuple(stamped for entry in entries if (stamped := _stamped(entry, folder)).files)
    text = yaml.safe_dump(
        [_plain(entry) for entry in stamped], sort_keys=False, allow_unicode=True, width=100
    )
    (folder / FILE).write_text(text, encoding="utf-8")
    return stamped


def _stamped(entry: Entry, folder: Path) -> Entry:
    present = (file for file in entry.files if (folder / file.path).is_file())
    return replace(entry, files=tuple(measure(folder, file) for file in present))


def _with_version(entry: Entry, versions: Mapping[str, tuple[str, str]]) -> Entry:
    if entry.source.key not in versions:
        return entry
    version, period = versions[entry.source.key]
    return replace(entry, source=replace(entry.source, version=version, period=period))


def measure(folder: Path, file: ShippedFile) -> ShippedFile:
    """The file with its rows counted and its hash taken.

    Raises:
        MalformedRelease: it is not there.
    """
    path = folder / file.path
    if not path.is_file():
        raise MalformedRelease(str(path), f"the file that {FILE} lists")
    content = path.read_bytes()
    text = gzip.decompress(content) if path.suffix == ".gz" else content
    lines = text.decode("utf-8").splitlines()
    data = lines if ".tsv" not in path.name else lines[1:]
    rows = sum(line.startswith(file.only) for line in data)
    return replace(file, rows=rows, sha256=hashlib.sha256(content).hexdigest())


def _plain(entry: Entry) -> dict[str, Any]:
    source = {name: getattr(entry.source, name) for name in _SOURCE_FIELDS}
    return {**source, "files": [_plain_file(file) for file in entry.files]}


def _plain_file(file: ShippedFile) -> dict[str, Any]:
    named = {"path": file.path, "rows": file.rows, "sha256": file.sha256}
    return named | ({"only": file.only} if file.only else {})


def unlisted(folder: Path, entries: Iterable[Entry]) -> tuple[str, ...]:
    """Files of the folder that no source lists."""
    listed = {file.path for entry in entries for file in entry.files} | {FILE}
    found = (str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    return tuple(sorted(set(found) - listed))
