"""What the environment says about the desk."""

from __future__ import annotations

import pytest

from actions.deps import Workshop
from triage.errors import BadInput
from triage.settings import ROOT, Settings, library_file


def test_one_named_library_is_read_by_bot_and_desk(tmp_path, monkeypatch):
    named = tmp_path / "ours.yml"
    named.write_text("name: Ours\n", encoding="utf-8")
    monkeypatch.setenv("LATTICE_LIBRARY", str(named))
    assert Settings.from_environment().library_file == named
    assert Workshop.from_environment().library.name == "Ours"


def test_without_a_name_it_is_the_one_beside_the_program():
    assert library_file({}) == ROOT / "library.yml"
    assert library_file({"LATTICE_LIBRARY": "own/ours.yml"}) == ROOT / "own" / "ours.yml"


def test_a_named_library_that_is_not_there_is_no_default():
    with pytest.raises(BadInput, match=r"LATTICE_LIBRARY names /no/such\.yml"):
        Settings.from_environment({"LATTICE_LIBRARY": "/no/such.yml"})
