"""The short form of the killing measurement; the long one is in benchmarks/desk."""

from __future__ import annotations

import pytest

from tests.triage import killing, postgres


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_nothing_is_lost_or_doubled_while_everything_is_killed(tmp_path, database):
    if database == "postgres" and not postgres.available():
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    result = killing.measure(100, tmp_path, database)
    assert (result.stored, result.lost, result.doubled) == (100, 0, 0)
    assert result.kills > 2
