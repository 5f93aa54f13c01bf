"""The build: whole or not at all, and everything fits together."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.build import FILE, build, check, fill
from knowledge.errors import MalformedRelease
from knowledge.store import KnowledgeBase
from tests.fixtures.releases import made


@pytest.fixture(scope="module")
def facts(tmp_path_factory) -> Path:
    return made.facts(tmp_path_factory.mktemp("facts") / "facts")


@pytest.fixture(scope="module")
def built(facts, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("build") / FILE
    build(facts, out, quick=True)
    return out


def test_a_built_base_answers_with_source_period_and_area(built) -> None:
    base = KnowledgeBase.open(built)
    wage = base.wage("25-4022", "AK")
    assert wage is not None
    median = wage.annual[50]
    assert (median.value, median.unit, median.area) == (66560, "USD/year", "Alaska")
    assert base.wage("29-1249", "US").annual[90].status == "at least"
    assert base.wage("25-4022", "47900").annual[50].status == "not published"
    assert base.outlook("25-9042").employment.group == "Teaching assistants, group"
    base.close()


def test_sources_come_with_their_rows(built) -> None:
    with closing(sqlite3.connect(built)) as connection:
        rows = dict(connection.execute("SELECT key, rows FROM source"))
    assert rows["bls_projections"] == 6
    assert rows["onet"] == 2
    assert min(rows.values()) > 0


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("bls/projections.tsv", "openings", "vacancies", "projections.tsv, line 1"),
        ("bls/areas.tsv", "11260\t", "11260", "areas.tsv, line"),
        ("bls/projections.tsv", "25-9045", "25-9046", "projections for the BLS code"),
        ("bls/industries.tsv", "611000", "611001", "pay only for known industries"),
        ("soc/retired_codes.tsv", "\t25-4022", "\t25-4023", "successors that exist"),
        ("soc/groups.tsv", "27-2011", "25-4022", "each entry once"),
    ],
)
def test_facts_that_do_not_fit_leave_the_earlier_base_untouched(
    tmp_path, built, file: str, old: str, new: str, expected: str
) -> None:
    facts = made.facts(tmp_path / "facts")
    text = (facts / file).read_text(encoding="utf-8")
    assert old in text
    (facts / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    out = tmp_path / FILE
    out.write_bytes(built.read_bytes())
    with pytest.raises(MalformedRelease) as caught:
        build(facts, out, quick=True)
    assert expected in str(caught.value)
    assert out.read_bytes() == built.read_bytes()
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_a_missing_compact_file_is_named(tmp_path) -> None:
    facts = made.facts(tmp_path / "facts")
    (facts / "cip/majors.tsv").unlink()
    with pytest.raises(MalformedRelease, match=r"majors\.tsv; expected this file"):
        build(facts, tmp_path / FILE, quick=True)


def test_wages_that_disagree_with_their_flags_are_found(facts) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        fill(connection, facts)
        check(connection)
        connection.execute("UPDATE wage SET a50 = 0 WHERE substr(flags, 9, 1) = 'x'")
        with pytest.raises(MalformedRelease, match="wages only where the flags say so"):
            check(connection)


def test_building_twice_gives_the_same_tables(facts, built, tmp_path) -> None:
    build(facts, tmp_path / FILE, quick=True)
    first, second = (sqlite3.connect(path) for path in (built, tmp_path / FILE))
    assert list(first.iterdump()) == list(second.iterdump())
    first.close()
    second.close()


def test_the_command_imports_releases_and_later_builds_keep_them(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("knowledge.imports.SHIPPED", made.facts(tmp_path / "shipped"))
    shipped = _content(tmp_path / "shipped")
    table = [list(line) for line in made.TABLE_1_2]
    table[5][3] = 150
    release = made.projections(tmp_path / "release", table_1_2=table)
    out = tmp_path / "build" / FILE
    command = ["build", "--quick", "--out", str(out)]
    assert main([*command, "--projections", str(release)]) == 0
    assert _jobs(out) == 150_000
    assert main(command) == 0
    assert _jobs(out) == 150_000
    assert _content(tmp_path / "shipped") == shipped


def test_refreshing_the_shipped_data_is_done_only_when_asked(tmp_path, monkeypatch) -> None:
    shipped = made.facts(tmp_path / "shipped")
    monkeypatch.setattr("knowledge.imports.SHIPPED", shipped)
    table = [list(line) for line in made.TABLE_1_2]
    table[5][3] = 160
    release = made.projections(tmp_path / "release", table_1_2=table)
    out = tmp_path / "build" / FILE
    arguments = ["--projections", str(release), "--refresh-data", "--out", str(out)]
    assert main(["build", "--quick", *arguments]) == 0
    assert "\t160000\t" in (shipped / "bls/projections.tsv").read_text(encoding="utf-8")
    assert not (out.parent / "facts").exists()


def test_a_release_that_cannot_be_read_changes_nothing(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr("knowledge.imports.SHIPPED", made.facts(tmp_path / "shipped"))
    out = tmp_path / "build" / FILE
    assert main(["build", "--quick", "--out", str(out)]) == 0
    before = out.read_bytes()
    release = made.oews(tmp_path / "oews")
    (release / "oe.area").unlink()
    assert main(["build", "--quick", "--out", str(out), "--oews", str(release)]) == 2
    assert "oe.area" in capsys.readouterr().err.splitlines()[-1]
    assert out.read_bytes() == before
    assert [path.name for path in out.parent.iterdir()] == [FILE]


def test_exposure_measures_need_the_crosswalk(tmp_path, capsys) -> None:
    out = str(tmp_path / FILE)
    assert main(["build", "--quick", "--out", out, "--exposure", str(tmp_path)]) == 2
    assert "--soc too" in capsys.readouterr().err


def test_the_facts_command_prints_one_object_a_line(built, capsys) -> None:
    build_folder = str(built.parent)
    assert main(["facts", "25-4022", "--area", "AK", "--build", build_folder]) == 0
    facts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    median = next(fact for fact in facts if fact["name"] == "annual_wage_median")
    assert median == {
        "name": "annual_wage_median",
        "value": 66560,
        "unit": "USD/year",
        "source": "BLS OEWS",
        "period": median["period"],
        "area": "Alaska",
        "area_code": "AK",
    }


@pytest.mark.parametrize(
    ("code", "area", "expected"),
    [
        ("25-402", "US", "'25-402' is not a SOC code"),
        ("25-9999", "US", "occupation 25-9999 is not in the knowledge base"),
        ("25-4021", "US", "25-4022"),
        ("25-4022", "ZZ", "area 'ZZ' is not in the knowledge base"),
        ("$(id)", "'; DROP TABLE wage", "is not a SOC code"),
    ],
)
def test_the_facts_command_says_what_would_be_right(
    built, capsys, code: str, area: str, expected: str
) -> None:
    assert main(["facts", code, "--area", area, "--build", str(built.parent)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert expected in printed.err


def _content(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _jobs(path: Path) -> int:
    base = KnowledgeBase.open(path)
    jobs = base.outlook("25-4022").employment.value
    base.close()
    return jobs
