"""The script and the demo pages as they are served, and what other pages may read."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from triage.settings import Settings
from triage.web import library_pages, public

LIBRARY = "https://library.example"


class Ratings:
    """Stands for the desk's door."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, str, bool]] = []

    def rate(self, conversation: str, topic: str, good: bool) -> None:
        self.kept.append((conversation, topic, good))

    def replies_for(self, conversation: str, after: int) -> tuple[()]:
        return ()

    transcripts_days = 0

    def cases_of(self, conversation: str) -> tuple[()]:
        return ()


@pytest.fixture
def ratings() -> Ratings:
    return Ratings()


@pytest.fixture
def client(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ratings: Ratings
) -> Iterator[TestClient]:
    monkeypatch.setenv("LATTICE_ORIGINS", LIBRARY)
    own = tmp_path / "library.yml"
    own.write_text("name: Pike & Sons <Library>\n", encoding="utf-8")
    settings = Settings(build=tmp_path, bot_url="https://bot.example", library_file=own)
    app = Starlette(routes=[*public.routes(), *library_pages.routes(settings)])
    app.state.door = ratings
    with TestClient(app) as client:
        yield client


def test_the_script_comes_with_its_digest_and_may_be_loaded_from_anywhere(
    client: TestClient,
) -> None:
    answer = client.get("/widget/career-lattice.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    integrity = client.get("/widget/career-lattice.js.sri").text.strip()
    assert answer.headers["repr-digest"] == f"sha-384=:{integrity.removeprefix('sha384-')}:"
    assert len(base64.b64decode(integrity.removeprefix("sha384-"))) == 48


def test_an_unchanged_script_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/widget/career-lattice.js").headers["etag"]
    again = client.get("/widget/career-lattice.js", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_the_demo_page_names_this_library_and_bot_and_lets_nothing_else_in(
    client: TestClient,
) -> None:
    answer = client.get("/demo/")
    assert 'data-library="Pike &amp; Sons &lt;Library&gt;"' in answer.text
    assert 'data-server="https://bot.example"' in answer.text
    policy = answer.headers["content-security-policy"]
    assert "connect-src 'self' https://bot.example;" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "path",
    ["/widget/../package.json", "/widget/..%2fpackage.json", "/widget/none.js", "/demo/%2e%2e"],
)
def test_nothing_else_of_the_folder_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_rating_is_kept_under_its_topic(client: TestClient, ratings: Ratings) -> None:
    body = {"conversation": "c", "response": "utter_pay", "helpful": True}
    assert client.post("/student/ratings", json=body).status_code == 204
    assert ratings.kept == [("c", "pay", True)]


@pytest.mark.parametrize(
    "body",
    [[], {}, {"conversation": "c", "response": "x", "helpful": "yes"}, {"conversation": ""}],
)
def test_a_rating_that_is_none_is_refused_with_what_would_be_right(
    client: TestClient, ratings: Ratings, body: object
) -> None:
    answer = client.post("/student/ratings", json=body)
    assert answer.status_code == 400
    assert "helpful as true or false" in answer.json()["error"]["text"]
    assert ratings.kept == []


def test_only_pages_of_named_origins_may_read_replies(client: TestClient) -> None:
    def allowed(origin: str) -> str | None:
        path = "/student/replies?conversation=c&after=0"
        answer = client.get(path, headers={"origin": origin})
        return answer.headers.get("access-control-allow-origin")

    assert allowed(LIBRARY) == LIBRARY
    assert allowed("https://evil.example") is None
    asked = {"origin": LIBRARY, "access-control-request-method": "POST"}
    assert client.options("/student/ratings", headers=asked).status_code == 200
