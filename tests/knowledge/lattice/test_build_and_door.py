"""Edges from tables of a small knowledge base, and the door that prints them."""

import json

import numpy as np
import pytest

from knowledge.commands.lattice import draw, wire_of
from knowledge.errors import InvalidCode, UnknownOccupation
from knowledge.focus import NoLattice, find_focus
from knowledge.lattice_build import write_edges
from knowledge.titles.index import build_index
from tests.fixtures import small_base as hand_made


class Letters:
    """An encoder that counts letters: enough to tell texts apart, and no model to load."""

    fingerprint = "letters"

    def encode(self, texts):
        counts = [[text.lower().count(letter) for letter in "aeinorst"] for text in texts]
        return np.array(counts, dtype=np.float32) + 0.1


@pytest.fixture(scope="module")
def connection():
    return hand_made.connect()


@pytest.fixture(scope="module")
def base(connection, tmp_path_factory):
    """The small base with a lattice computed from its own tables, with its title index."""
    folder = tmp_path_factory.mktemp("index")
    build_index(connection, folder, Letters())
    write_edges(connection, folder)
    return hand_made.KnowledgeBase(connection)


def test_every_edge_has_its_way_back_with_the_same_similarity(base):
    rows = [tuple(r) for r in base.reader.rows("SELECT * FROM edge")]
    there = {(a, b): (way, rung, near) for a, b, way, rung, near, *_ in rows}
    opposite = {"advance": "feeder", "feeder": "advance", "transfer": "transfer"}
    assert there
    for (a, b), (way, rung, near) in there.items():
        assert there[b, a] == (opposite[way], -rung, near)


def test_an_edge_says_which_evidence_gave_it_and_experts_come_first(base):
    (edge,) = [e for e in base.lattice("25-4022").feeders if e.code.soc == "25-4031"]
    kinds = [e.kind for e in edge.evidence]
    assert kinds[0] == "onet_related"
    assert set(kinds[1:]) & {"words", "interests", "titles"}
    assert edge.solid


def test_the_title_index_is_optional(connection):
    spare = hand_made.connect()
    assert write_edges(spare) > 0
    evidence = " ".join(row[0] for row in spare.execute("SELECT evidence FROM edge"))
    assert '"titles"' not in evidence
    assert '"interests"' in evidence


def test_building_twice_gives_the_same_edges():
    first, second = hand_made.connect(), hand_made.connect()
    for connection in (first, second, second):
        write_edges(connection)
    query = "SELECT * FROM edge ORDER BY onet_soc, neighbour"
    assert first.execute(query).fetchall() == second.execute(query).fetchall()


def test_the_door_answers_a_code_with_three_lists(base):
    answer = wire_of(base, "25-4022")
    assert set(answer) == {"code", "advance", "transfer", "feeders"}
    neighbour = answer["feeders"][0]
    assert set(neighbour) == {
        "soc", "onet_soc", "title", "rung", "similarity", "solid", "evidence",
    }  # fmt: skip
    assert json.loads(json.dumps(answer)) == answer


def test_a_retired_code_is_answered_by_its_successor_and_says_so(base):
    answer = wire_of(base, "25-4021")
    assert answer["answered_for"] == ["25-4022.00"]
    assert "SOC 2010" in answer["why"]


def test_a_group_of_bls_is_answered_by_its_members(base):
    connection = hand_made.connect()
    connection.execute(
        "INSERT INTO edge VALUES (?, ?, 'advance', 2, 60.0, 0, '[]')",
        (hand_made.TEACHING_ASSISTANTS, hand_made.LIBRARIANS),
    )
    answer = wire_of(hand_made.KnowledgeBase(connection), "25-9045")
    assert answer["answered_for"] == [hand_made.TEACHING_ASSISTANTS]
    assert [n["soc"] for n in answer["advance"]] == ["25-4022"]


@pytest.mark.parametrize(
    ("code", "error", "named"),
    [
        ("librarian", InvalidCode, "librarian"),
        ("", InvalidCode, "''"),
        ("99-9999", UnknownOccupation, "99-9999"),
        ("11-9199", NoLattice, "only collects others"),
        ("55-3016", NoLattice, "military"),
    ],
)
def test_a_code_without_lattice_is_an_error_that_names_it(base, code, error, named):
    with pytest.raises(error, match=named):
        find_focus(base, code)
    assert named in wire_of(base, code)["error"]


@pytest.mark.parametrize(("name", "start"), [("a.svg", b"<svg"), ("a.png", b"\x89PNG")])
def test_the_door_draws_a_picture(base, tmp_path, name, start):
    draw(base, "25-4021", tmp_path / name, narrow=True)
    assert (tmp_path / name).read_bytes().startswith(start)


def test_a_residual_code_names_occupations_of_its_group_that_have_a_lattice(base):
    connection = hand_made.connect()
    connection.execute(
        "INSERT INTO occupation (onet_soc, soc, title, kind, bls_code) "
        "VALUES ('25-4099.00', '25-4099', 'Library Workers, All Other', 'residual', '25-4099')"
    )
    answer = wire_of(hand_made.KnowledgeBase(connection), "25-4099")
    assert "25-4022 Librarians" in answer["error"]
