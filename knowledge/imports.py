"""Official releases in, compact facts out; and the folder a knowledge base is built from.

What an operator imports is kept in ``facts`` beside the knowledge base and laid over the facts
we ship, so that a later build keeps it. The shipped folder changes only when asked to.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import MalformedRelease
from knowledge.sources import (
    bls_oews,
    bls_projections,
    cip,
    clusters,
    exposure,
    manifest,
    official_text,
    onet,
    soc,
)
from knowledge.sources.tables import read_table, write_table

SHIPPED = Path(__file__).with_name("data")
KEPT = "facts"
VERSIONS = "versions.json"

Versions = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Releases:
    """Paths of official releases; None where there is none to import.

    Raises:
        MalformedRelease: exposure measures without the SOC folder that maps their old codes.
    """

    onet: Path | None = None
    activities: Path | None = None
    projections: Path | None = None
    oews: Path | None = None
    soc: Path | None = None
    cip: Path | None = None
    clusters: Path | None = None
    exposure: Path | None = None

    def __post_init__(self) -> None:
        if self.exposure and not self.soc:
            expected = f"--soc too: Frey & Osborne use SOC 2010, which {soc.CROSSWALK_2010} maps"
            raise MalformedRelease("--exposure", expected, value=str(self.exposure))
        if self.activities and not self.onet:
            expected = "--onet too: they are matched with its skills"
            raise MalformedRelease("--activities", expected, value=str(self.activities))

    @property
    def given(self) -> bool:
        """Whether there is anything to import."""
        return any(getattr(self, name) for name in self.__slots__)


@contextmanager
def facts_folder(build: Path, releases: Releases, *, refresh: bool = False) -> Iterator[Path]:
    """The facts to build from: shipped ones, under those imported earlier, under new ones.

    What is newly imported is kept only if the body succeeds: beside the knowledge base, or,
    with ``refresh``, in the shipped folder.

    Raises:
        MalformedRelease: a release cannot be read; nothing was changed.
    """
    kept = build / KEPT
    if not (releases.given or kept.is_dir()):
        yield SHIPPED
        return
    build.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build, prefix="facts-") as folder:
        staged, derived = Path(folder) / "staged", Path(folder) / "derived"
        derived.mkdir()
        versions = derive(releases, derived)
        if releases.onet and not refresh:
            official_text.derive(releases.onet, derived)
        shutil.copytree(SHIPPED, staged)
        if kept.is_dir() and not refresh:
            lay_over(staged, kept, json.loads((kept / VERSIONS).read_text(encoding="utf-8")))
        lay_over(staged, derived, versions)
        yield staged
        if refresh:
            lay_over(SHIPPED, derived, versions)
        else:
            _keep(kept, derived, versions)


def derive(releases: Releases, folder: Path) -> Versions:
    """Derive compact facts of every given release into a folder.

    Returns:
        Version and period of the sources whose releases say them.

    Raises:
        MalformedRelease: a release cannot be read.
    """
    if releases.soc:
        soc.derive(releases.soc, folder)
    if releases.cip:
        cip.derive(releases.cip, folder)
    if releases.clusters:
        clusters.derive(releases.clusters, folder)
    if releases.exposure and releases.soc:
        exposure.derive(releases.exposure, folder, releases.soc / soc.CROSSWALK_2010)
    return _derive_dated(releases, folder)


def _derive_dated(releases: Releases, folder: Path) -> Versions:
    versions: Versions = {}
    if releases.onet:
        onet.derive(releases.onet, folder, releases.activities)
        versions["onet"] = onet.version(releases.onet)
    if releases.projections:
        bls_projections.derive(releases.projections, folder)
        span = bls_projections.period(releases.projections)
        versions["bls_projections"] = (span, span)
        years = bls_projections.attainment_period(releases.projections)
        versions["bls_attainment"] = (span, years)
    if releases.oews:
        period = bls_oews.derive(releases.oews, folder)
        versions["bls_oews"] = (period, period)
    return versions


def lay_over(folder: Path, derived: Path, versions: Versions) -> None:
    """Put derived files in the place of a folder's own, and stamp its ``sources.yml`` anew.

    A release of O*NET replaces all that came from another version; files that a release of
    the same version lacks stay.
    """
    elements = folder / onet.FOLDER / onet.ELEMENTS_FILE
    if "onet" in versions:
        if tuple(versions["onet"]) == _version(folder, "onet"):
            _add_elements(derived / onet.FOLDER / onet.ELEMENTS_FILE, elements)
        else:
            shutil.rmtree(folder / onet.FOLDER)
    skipped = shutil.ignore_patterns(VERSIONS)
    shutil.copytree(derived, folder, dirs_exist_ok=True, ignore=skipped)
    manifest.stamp(folder, versions)


def _version(folder: Path, key: str) -> tuple[str, str]:
    sources = {entry.source.key: entry.source for entry in manifest.read(folder)}
    return sources[key].version, sources[key].period


def _add_elements(path: Path, earlier: Path) -> None:
    """Keep the descriptors of files that stay, such as those of the work activities."""
    rows = {
        cells[0]: cells for file in (earlier, path) for _, cells in read_table(file, onet.ELEMENTS)
    }
    write_table(path, onet.ELEMENTS, sorted(rows.values()))


def _keep(kept: Path, derived: Path, versions: Versions) -> None:
    known: Versions = {}
    if (kept / VERSIONS).is_file():
        known = json.loads((kept / VERSIONS).read_text(encoding="utf-8"))
    if (derived / onet.FOLDER).is_dir() and (kept / onet.FOLDER).is_dir():
        shutil.rmtree(kept / onet.FOLDER)
    shutil.copytree(derived, kept, dirs_exist_ok=True)
    text = json.dumps(known | versions, indent=1)
    (kept / VERSIONS).write_text(text + "\n", encoding="utf-8")
