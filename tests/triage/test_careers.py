"""The public pages about occupations, asked in process."""

import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.fixtures.small_base import connect
from triage.web import careers


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    path = tmp_path_factory.mktemp("careers") / "knowledge.sqlite"
    with closing(connect()) as small, closing(sqlite3.connect(path)) as file:
        small.backup(file)
    return TestClient(Starlette(routes=careers.routes(path)))


def _get(client: TestClient, path: str) -> httpx.Response:
    return client.get(path)


def test_the_page_shows_figures_with_their_origin(client):
    page = _get(client, "/careers/25-4022?area=AK")
    assert page.status_code == 200
    assert "Librarians" in page.text
    assert "BLS OEWS" in page.text
    assert "Alaska" in page.text
    assert "script" not in page.headers["content-security-policy"]


def test_the_page_speaks_spanish_when_asked(client):
    assert 'lang="es"' in _get(client, "/careers/25-4022?lang=es").text


def test_report_and_picture_come_in_their_kinds(client):
    for path, kind, begin in (
        ("report.pdf", "application/pdf", b"%PDF-"),
        ("lattice.svg", "image/svg+xml", b"<svg"),
        ("lattice.png", "image/png", b"\x89PNG"),
    ):
        got = _get(client, f"/careers/25-4022.00/{path}")
        assert got.status_code == 200
        assert got.headers["content-type"].startswith(kind)
        assert got.content.startswith(begin)


@pytest.mark.parametrize(
    "path", ["/careers/99-9999", "/careers/nonsense", "/careers/25-4022?area=Narnia"]
)
def test_what_we_do_not_know_is_said(client, path):
    got = _get(client, path)
    assert got.status_code == 404
    assert "expected" in got.text or "not in the knowledge base" in got.text


@pytest.mark.parametrize("code", ["../../etc/passwd", "%2e%2e%2f", "<script>", "' OR 1=1 --"])
def test_a_code_is_never_a_path_or_markup(client, code):
    got = client.get(f"/careers/{code}")
    assert got.status_code == 404
    assert "text/html" not in got.headers["content-type"]


def test_a_missing_knowledge_base_is_a_sentence(tmp_path: Path):
    client = TestClient(Starlette(routes=careers.routes(tmp_path / "knowledge.sqlite")))
    got = client.get("/careers/25-4022")
    assert got.status_code == 503
    assert got.text


def test_a_replaced_knowledge_base_is_drawn_anew(tmp_path: Path):
    path = tmp_path / "knowledge.sqlite"
    client = TestClient(Starlette(routes=careers.routes(path)))
    shown = []
    for title in ("Librarians of before", "Librarians of today"):
        path.unlink(missing_ok=True)
        with closing(connect()) as small, closing(sqlite3.connect(path)) as file:
            small.execute("UPDATE occupation SET title = ? WHERE soc = '25-4022'", (title,))
            small.commit()
            small.backup(file)
        shown.append(client.get("/careers/25-4022/lattice.svg").text)
    assert "Librarians of before" in shown[0]
    assert "Librarians of today" in shown[1]
