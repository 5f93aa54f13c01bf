"""A counselor says which job and place a case is about."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from knowledge.titles.index import make_index
from knowledge.titles.matcher import Matcher
from tests.fixtures.small_base import connect
from tests.knowledge.titles.conftest import SpellingEncoder
from tests.triage.conftest import Browser, ask, browse, desk_of, hire
from triage.finding import Finder
from triage.tables import CaseRow
from triage.web.app import create_app


@pytest.fixture
def app(settings, clock, drafter) -> Iterator[Starlette]:
    """A desk with a small knowledge base and a title index over it."""
    settings.build.mkdir(exist_ok=True)
    with closing(connect()) as small:
        with closing(sqlite3.connect(settings.build / "knowledge.sqlite")) as file:
            small.backup(file)
        encoder = SpellingEncoder()
        matcher = Matcher(make_index(small, encoder), encoder)
    finder = Finder(settings.build, lambda _build: matcher)
    made = create_app(settings, clock=clock, drafter=drafter, finder=finder, work=False)
    yield made
    made.state.house.desk.store.close()


@pytest.fixture
def ann(app) -> Browser:
    hire(app, "ann")
    return browse(app, "ann")


def about(app, number) -> tuple[str, str]:
    with desk_of(app).store.look() as session:
        row = session.scalar(select(CaseRow).where(CaseRow.number == number))
        return row.occupation, row.area


def test_a_job_and_a_place_are_found_and_shown_by_their_names(app, ann):
    number = ask(app)
    page = ann.act(number, "correct", occupation="29-1141", area="alaska").text
    assert "Registered Nurses (29-1141.00)" in page
    assert "<dd>Alaska</dd>" in page
    assert about(app, number) == ("29-1141.00", "AK")


def test_the_draft_is_made_anew_for_what_was_corrected(app, ann, drafter):
    number = ask(app, occupation="25-4022.00", area="US")
    ann.act(number, "draft")
    assert "settled" not in drafter.about
    page = ann.act(number, "correct", occupation="29-1141", area="alaska").text
    assert "Written before job and place were corrected" in page
    drafter.occupation = "29-1141.00"
    page = ann.act(number, "draft").text
    given = {name: drafter.about[name] for name in ("occupation", "area", "settled")}
    assert given == {"occupation": "29-1141.00", "area": "AK", "settled": "yes"}
    assert "Written before" not in page
    assert "Written for Registered Nurses" in page
    assert "as it was corrected" in page


def test_among_several_places_one_is_chosen_and_nothing_typed_is_lost(app, ann):
    number = ask(app, occupation="25-4022.00")
    asked_back = ann.act(number, "correct", occupation="29-1141", area="portland")
    assert asked_back.status_code == 400
    assert "“portland” may mean more than one place" in asked_back.text
    assert 'value="29-1141"' in asked_back.text
    assert about(app, number) == ("25-4022.00", "")
    name = "Portland-South Portland, ME"
    assert f'<button name="area" value="{name}">' in asked_back.text
    ann.submit(f"/cases/{number}/correct", asked_back.text, occupation="29-1141", area=name)
    assert about(app, number) == ("29-1141.00", "38860")


def test_among_several_jobs_one_is_chosen(app, ann):
    number = ask(app)
    asked_back = ann.act(number, "correct", occupation="nurse", area="alaska")
    assert "“nurse” may mean more than one job" in asked_back.text
    name = "Registered Nurses"
    assert f'<button name="occupation" value="{name}">' in asked_back.text
    ann.submit(f"/cases/{number}/correct", asked_back.text, occupation=name, area="alaska")
    assert about(app, number) == ("29-1141.00", "AK")


@pytest.mark.parametrize(
    ("occupation", "area", "said"),
    [
        ("qqqq", "", "We know no job by the name “qqqq”"),
        ("", "narnia", "We know no place by the name “narnia”"),
    ],
)
def test_an_unknown_name_is_refused_and_kept(app, ann, occupation, area, said):
    number = ask(app, occupation="25-4022.00", area="AK")
    refused = ann.act(number, "correct", occupation=occupation, area=area)
    assert refused.status_code == 400
    assert said in refused.text
    assert f'value="{occupation or area}"' in refused.text
    assert 'aria-invalid="true" aria-describedby="unclear" autofocus' in refused.text
    assert about(app, number) == ("25-4022.00", "AK")


def test_emptied_fields_mean_that_neither_is_known(app, ann):
    number = ask(app, occupation="25-4022.00", area="AK")
    ann.act(number, "correct", occupation=" ", area="")
    assert about(app, number) == ("", "")


def test_a_correction_is_audited_without_its_words(app, ann):
    hire(app, "lea", "lead")
    number = ask(app)
    ann.act(number, "correct", occupation="29-1141", area="alaska")
    page = browse(app, "lea").get("/audit").text
    assert "corrected" in page
    assert "nurse" not in page.lower()


def test_a_correction_of_an_older_state_is_refused(app, ann):
    number = ask(app)
    old = ann.get(f"/cases/{number}").text
    ann.act(number, "flag", raised="yes")
    late = ann.submit(f"/cases/{number}/correct", old, occupation="29-1141", area="")
    assert late.status_code == 409
    assert 'value="29-1141"' in late.text
    assert about(app, number) == ("", "")


def test_a_counselor_cannot_correct_what_is_someone_elses(app, ann):
    hire(app, "bob")
    number = ask(app)
    old = ann.get(f"/cases/{number}").text
    browse(app, "bob").act(number, "claim")
    taken = ann.submit(f"/cases/{number}/correct", old, occupation="29-1141", area="")
    assert taken.status_code == 404
    assert about(app, number) == ("", "")


def test_without_the_knowledge_base_it_is_said_and_kept(settings, clock, drafter):
    bare = create_app(settings, clock=clock, drafter=drafter, work=False)
    hire(bare, "ann")
    number, ann = ask(bare, occupation="25-4022.00", area="AK"), browse(bare, "ann")
    refused = ann.act(number, "correct", occupation="29-1141", area="AK")
    assert refused.status_code == 503
    assert "cannot be looked up just now" in refused.text
    assert 'value="29-1141"' in refused.text
    assert ann.act(number, "correct", occupation="25-4022.00", area="AK").status_code == 200
    bare.state.house.desk.store.close()
