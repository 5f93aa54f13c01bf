"""The short form of the killing measurement; the long one is in benchmarks/desk."""

from __future__ import annotations

import pytest

from tests.triage import killing


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_while_everything_is_killed(tmp_path):
    result = killing.run(150, tmp_path)
    assert (result.stored, result.lost, result.doubled) == (150, 0, 0)
    assert result.kills > 2
