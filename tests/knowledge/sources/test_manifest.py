"""What we ship is what ``sources.yml`` says we ship."""

from __future__ import annotations

import re

import pytest

from knowledge.errors import MalformedRelease
from knowledge.imports import SHIPPED
from knowledge.sources import manifest
from tests.fixtures.releases import made

ENTRIES = manifest.read(SHIPPED)
MEGABYTES = 40


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.source.key)
def test_rows_and_hashes_are_those_of_the_files(entry: manifest.Entry) -> None:
    assert entry.files
    for file in entry.files:
        assert file.rows > 0
        assert manifest.measure(SHIPPED, file) == file


def test_every_shipped_file_belongs_to_a_source() -> None:
    assert manifest.unlisted(SHIPPED, ENTRIES) == ()


def test_what_we_ship_is_small_enough_to_clone_in_seconds() -> None:
    size = sum(path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file())
    assert size < MEGABYTES * 2**20


def test_every_source_says_licence_and_credit_with_its_version_filled_in() -> None:
    for entry in ENTRIES:
        source = entry.credited
        assert source.licence
        assert source.credit
        assert "{" not in source.credit


def test_the_credit_line_of_onet_is_the_one_it_asks_for() -> None:
    credit = next(e.credited.credit for e in ENTRIES if e.source.key == "onet")
    assert credit.startswith(
        "This page includes information from the O*NET 30.1 Database by the U.S. Department of "
        "Labor, Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 "
        "license. O*NET\u00ae is a trademark of USDOL/ETA."
    )
    assert re.search("has modified all or some of this information", credit)


def test_stamping_sets_versions_and_drops_files_that_are_gone(tmp_path) -> None:
    facts = made.facts(tmp_path / "facts")
    (facts / "bls/attainment.tsv").unlink()
    stamped = manifest.stamp(facts, {"bls_oews": ("May 2031", "May 2031")})
    keys = [entry.source.key for entry in stamped]
    assert "bls_attainment" not in keys
    assert stamped[keys.index("bls_oews")].source.period == "May 2031"
    assert manifest.read(facts) == stamped


@pytest.mark.parametrize("text", ["a: b", "- key: x", "- just words"])
def test_a_list_of_sources_of_another_shape_is_refused(tmp_path, text: str) -> None:
    (tmp_path / "sources.yml").write_text(text, encoding="utf-8")
    with pytest.raises(MalformedRelease, match="sources"):
        manifest.read(tmp_path)
