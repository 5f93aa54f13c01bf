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

from knowledge.sources import (
    bls_oews,
    bls_projections,
    cip,
    clusters,
    exposure,
    manifest,
    onet,
    soc,
)

SHIPPED = Path(__file__).with_name("data")
VERSIONS = "versions.json"

Versions = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Releases:
    """Paths of official releases; None where there is none to import."""

    onet: Path | None = None
    activities: Path | None = None
    projections: Path | None = None
    oews: Path | None = None
    soc: Path | None = None
    cip: Path | None = None
    clusters: Path | None = None
    exposure: Path | None = None

    @property
    def given(self) -> bool:
        """Whether there is anything to import."""
        return any(getattr(self, name) for name in self.__slots__)


def derive(releases: Releases, folder: Path, crosswalk: Path | None = None) -> Versions:
    """Derive compact facts of every given release into a folder.

    Args:
        releases: where they are.
        folder: where the compact files go.
        crosswalk: the SOC 2010 to 2018 crosswalk, needed with ``releases.exposure``.

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
    if releases.exposure and crosswalk:
        exposure.derive(releases.exposure, folder, crosswalk)
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
    if releases.oews:
        period = bls_oews.derive(releases.oews, folder)
        versions["bls_oews"] = (period, period)
    return versions
