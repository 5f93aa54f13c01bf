"""Every way in from outside, and what bad requests through it look like."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import quote, urlencode

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from benchmarks.fuzz.bad import Json, bodies, spoiled, texts
from tests.channels import fake_slack as slack
from tests.channels import fake_telegram as telegram

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
PEOPLE = st.integers(0, 40)
ACTS = (
    "claim", "release", "join", "leave", "wake", "close", "reopen", "transfer", "snooze",
    "priority", "flag", "note", "label", "merge", "draft", "reply", "acknowledge", "x",
)  # fmt: skip
FIELDS = (
    "version", "to", "note", "hours", "priority", "due", "raised", "topic", "tags", "into", "text",
    "key", "close", "id", "title", "shared", "remove", "login", "name", "role", "password",
    "active", "file", "old", "new",
)  # fmt: skip
FILTERS = (*FIELDS, "state", "q", "page", "sort")
PAGES = ("cases", "measures", "audit", "piles/1", "piles/1/print", "cases.csv", "cases.json")
LONGEST_ADDRESS = 4000


@dataclass(frozen=True)
class Attack:
    """One bad request."""

    door: str
    path: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "POST"


@dataclass(frozen=True)
class Insider:
    """Somebody who is signed in at the desk, a case there, and a conversation of the chat."""

    cookie: str
    form_token: str
    case: str
    conversation: str


def doors(insider: Insider) -> tuple[SearchStrategy[Attack], ...]:
    """Bad requests through each door."""
    return (
        web(insider.conversation),
        rest(),
        slack_events(),
        telegram_updates(),
        student(insider),
        careers(),
        desk(insider),
    )


def web(conversation: str) -> SearchStrategy[Attack]:
    """The chat on a library's page."""
    said = st.fixed_dictionaries(
        {"conversation": st.just(conversation)},
        optional={"text": texts(), "payload": texts(), "id": texts(), "explain": st.booleans()},
    )
    begun = st.fixed_dictionaries({}, optional={"channel": texts()})
    return st.one_of(
        _posted("web", "/webhooks/web/messages", bodies(said)),
        _posted("web", "/webhooks/web/messages", bodies(said)),
        _posted("web", "/webhooks/web/conversations", bodies(begun)),
    )


def rest() -> SearchStrategy[Attack]:
    """Programs on this machine."""
    said = st.fixed_dictionaries({"sender": PEOPLE.map(str), "message": texts()})
    return _posted("rest", "/webhooks/rest/webhook", bodies(said))


def slack_events() -> SearchStrategy[Attack]:
    """Messages, mentions, buttons and commands, signed as Slack signs, or as somebody else does."""
    users = PEOPLE.map("U{}".format)
    button = st.builds(lambda value: {"action_id": "b", "value": value}, texts())
    events = st.one_of(
        st.builds(slack.message, texts(), user=users),
        st.builds(slack.mention, texts(), user=users),
    )
    as_json = bodies(events)
    presses = st.builds(slack.press, button, user=users)
    commands = st.builds(slack.command, texts(), st.just("http://127.0.0.1:1"), user=users)
    as_form = st.one_of(
        bodies(presses).map(lambda body: urlencode({"payload": body}).encode()),
        st.one_of(commands, commands.flatmap(spoiled)).map(_form),
    )
    return st.one_of(
        st.builds(_slack, as_json, st.just(JSON), st.booleans()),
        st.builds(_slack, as_form, st.just(FORM), st.booleans()),
    )


def _slack(body: bytes, kind: str, ours: bool) -> Attack:
    secret = slack.SIGNING_SECRET if ours else "another secret"
    signed = slack.signed(body, secret=secret)
    return Attack("slack", "/slack/events", body, {"content-type": kind, **signed})


def telegram_updates() -> SearchStrategy[Attack]:
    """Messages and buttons, with Telegram's secret token, or another."""
    people = PEOPLE.map(lambda number: number + 1)
    messages = st.builds(telegram.message, texts(), user=people)
    updates = st.one_of(
        messages.map(lambda message: telegram.update(message=message)),
        st.builds(telegram.press, texts(), user=people),
    )

    def with_token(attack: Attack, token: str) -> Attack:
        header = {"x-telegram-bot-api-secret-token": token}
        return replace(attack, headers={**attack.headers, **header})

    token = st.sampled_from((telegram.SECRET, telegram.SECRET, telegram.SECRET, "another"))
    return st.builds(with_token, _posted("telegram", "/telegram/updates", bodies(updates)), token)


def student(insider: Insider) -> SearchStrategy[Attack]:
    """What the chat asks of the desk without a sign-in."""
    conversation = st.just(insider.conversation)
    rating = st.fixed_dictionaries(
        {"conversation": conversation, "response": texts(), "helpful": st.booleans()}
    )
    along = st.fixed_dictionaries(
        {"conversation": conversation, "number": st.just(insider.case), "text": texts()}
    )
    query = st.fixed_dictionaries({"conversation": texts(), "after": texts()}).map(_query)
    return st.one_of(
        _posted("student", "/student/ratings", bodies(rating)),
        _posted("student", "/student/transcript", bodies(along)),
        query.map(lambda asked: _got("student", f"/student/replies?{asked}")),
    )


def careers() -> SearchStrategy[Attack]:
    """Pages and pictures of careers, of the chat's own files, and of what is not there."""
    code = st.one_of(st.just("25-4022"), texts().map(_segment))
    what = st.sampled_from(("", "/report.pdf", "/lattice.svg", "/lattice.png"))
    query = st.fixed_dictionaries({"area": texts(), "lang": texts()}).map(_query)
    return st.one_of(
        st.builds(lambda c, w, q: _got("careers", f"/careers/{c}{w}?{q}"), code, what, query),
        code.map(lambda name: _got("careers", f"/widget/{name}")),
        code.map(lambda name: _got("careers", f"/{name}")),
    )


def desk(insider: Insider) -> SearchStrategy[Attack]:
    """Every form of the desk, by somebody who is signed in; the sign-in itself without."""
    fields = st.dictionaries(st.sampled_from(FIELDS), texts(), max_size=8)
    cookie = {"content-type": FORM, "cookie": f"desk={insider.cookie}"}

    def sent(path: str, version: int, form: Json, genuine: bool) -> Attack:
        token = insider.form_token if genuine else "another"
        whole = {"version": version, **form, "form_token": token}
        return Attack("desk", path, _form(whole), cookie)

    case = st.one_of(st.just(insider.case), texts().map(_segment))
    acts = st.builds(lambda number, act: f"/cases/{number}/{act}", case, st.sampled_from(ACTS))
    others = st.sampled_from(("/piles", "/replies", "/team", "/account", "/login"))
    genuine = st.sampled_from((True, True, True, False))
    seen = st.builds(
        lambda page, query: replace(_got("desk", f"/{page}?{query}"), headers=cookie),
        st.sampled_from(PAGES),
        st.dictionaries(st.sampled_from(FILTERS), texts()).map(_query),
    )
    forms = st.builds(sent, st.one_of(acts, acts, others), st.integers(1, 30), fields, genuine)
    return st.one_of(forms, forms, seen)


def _posted(door: str, path: str, given: SearchStrategy[bytes]) -> SearchStrategy[Attack]:
    kinds = st.sampled_from((JSON, JSON, JSON, FORM, "text/plain", ""))

    def posted(body: bytes, kind: str) -> Attack:
        return Attack(door, path, body, {"content-type": kind})

    return st.builds(posted, given, kinds)


def _got(door: str, path: str) -> Attack:
    return Attack(door, path, method="GET")


def _segment(text: str) -> str:
    return quote(text[:500].encode("utf-8", "replace"), safe="")[:LONGEST_ADDRESS]


def _query(values: Json) -> str:
    return _form(values).decode()[:LONGEST_ADDRESS]


def _form(values: Json) -> bytes:
    return urlencode({key: str(value) for key, value in values.items()}, errors="replace").encode()
