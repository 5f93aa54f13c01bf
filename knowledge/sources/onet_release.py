"""An official O*NET text release on disk: the zip as downloaded, or the folder inside it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.errors import MalformedRelease
from knowledge.sources.tables import Numbered, read_delimited

MISSING = "n/a"

CODE = "O*NET-SOC Code"
_CODE = re.compile(r"\d{2}-\d{4}\.\d{2}")
_TITLE_LINE = re.compile(r"O\*NET (\d+\.\d+) Database")
_PERIOD_LINE = re.compile(r"([A-Z][a-z]+ \d{4}) Release")


class OnetRelease:
    """Gives the rows of a release by file name; remembers nothing."""

    def __init__(self, path: Path, members: dict[str, str]) -> None:
        self.path = path
        self._members = members

    @classmethod
    def open(cls, path: Path) -> OnetRelease:
        """Look at a folder or zip.

        Raises:
            MalformedRelease: the path is neither, or holds no ``Occupation Data.txt``.
        """
        if path.is_dir():
            members = {file.name: file.name for file in path.glob("*.txt")}
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                members = {Path(name).name: name for name in archive.namelist()}
        else:
            raise MalformedRelease(str(path), "a folder or zip of an O*NET text release")
        if "Occupation Data.txt" not in members:
            raise MalformedRelease(str(path), "the file 'Occupation Data.txt' in it")
        return cls(path, members)

    def __contains__(self, file: str) -> bool:
        return file in self._members

    def text(self, file: str) -> str:
        """The whole text of a file.

        Raises:
            MalformedRelease: it is not UTF-8.
        """
        try:
            return self._bytes(file).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self._bytes(file)[: error.start].count(b"\n") + 1
            raise MalformedRelease(file, "text in UTF-8", line=line) from error

    def _bytes(self, file: str) -> bytes:
        member = self._members[file]
        if self.path.is_dir():
            return (self.path / member).read_bytes()
        with zipfile.ZipFile(self.path) as archive:
            return archive.read(member)

    def rows(self, file: str, columns: Sequence[str]) -> Iterator[Numbered]:
        """Rows of a file; ``n/a`` is an empty cell. Nothing where the file is absent.

        Raises:
            MalformedRelease: a column is absent, a row ragged, a code no O*NET-SOC code.
        """
        if file not in self:
            return
        lines = io.StringIO(self.text(file), newline="\n")
        for line, row in read_delimited(lines, file, columns, delimiter="\t"):
            found = {key: "" if value == MISSING else value for key, value in row.items()}
            if CODE in found and not _CODE.fullmatch(found[CODE]):
                expected = "an O*NET-SOC code such as 25-4022.00"
                raise MalformedRelease(file, expected, line=line, value=found[CODE])
            yield line, found

    def version(self) -> tuple[str, str]:
        """Version and month of the release, from its Read Me: ``("30.1", "December 2025")``.

        Raises:
            MalformedRelease: the Read Me is there but does not say.
        """
        if "Read Me.txt" not in self:
            return "", ""
        text = self.text("Read Me.txt")
        version, period = _TITLE_LINE.search(text), _PERIOD_LINE.search(text)
        if not version or not period:
            first = text.splitlines()[0] if text else ""
            expected = "'O*NET 30.1 Database' and 'December 2025 Release'"
            raise MalformedRelease("Read Me.txt", expected, line=1, value=first)
        return version[1], period[1]
