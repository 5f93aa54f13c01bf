"""Replies and notices go out at least once, with one key, and tell no student's words."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MailSink

from tests.running import free_port
from tests.triage.conftest import ask, desk_of, hire
from triage.outbox import Outbox
from triage.senders import senders
from triage.worker import Worker


class Post:
    """A fake Slack, or anything that takes posts; fails while ``status`` is an error."""

    def __init__(self) -> None:
        self.got: list[tuple[dict, dict]] = []
        self.status = 200
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if outer.status == 200:
                    outer.got.append((dict(self.headers), json.loads(body)))
                    outer.body = body
                self.send_response(outer.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/hook"


@pytest.fixture
def post() -> Iterator[Post]:
    made = Post()
    yield made
    made.server.shutdown()
    made.server.server_close()


class Mails(MailSink):
    def __init__(self) -> None:
        super().__init__()
        self.got = []

    def handle_message(self, message) -> None:
        self.got.append(message)


@pytest.fixture
def smtp() -> Iterator[tuple[str, list]]:
    sink = Mails()
    controller = Controller(sink, hostname="127.0.0.1", port=0)
    controller.port = free_port()
    controller.start()
    yield f"smtp://127.0.0.1:{controller.port}", sink.got
    controller.stop()


def outbox_of(app, settings) -> Outbox:
    desk = desk_of(app)
    return Outbox(desk.store, desk.vault, senders(settings, desk.library, desk.vault))


def run(app, settings, clock, rounds=3):
    box = outbox_of(app, settings)
    return sum(box.run(clock()) for _ in range(rounds))


def test_staff_hears_by_mail_slack_and_webhook_of_numbers_only(app, settings, clock, post, smtp):
    url, mails = smtp
    told = replace(
        settings, smtp_url=url, slack_webhook=post.url, webhook=post.url, webhook_secret="s"
    )
    number = ask(app, text="My dog Zebulon ate my degree")
    assert run(app, told, clock) == 3
    assert mails[0]["To"] == "kay@library.example"
    assert number in mails[0]["Subject"]
    everything = mails[0].as_string() + json.dumps(post.got)
    assert "Zebulon" not in everything
    assert everything.count(number) >= 3
    assert run(app, told, clock) == 0


def test_a_webhook_is_signed_and_names_its_key(app, settings, clock, post):
    ask(app)
    told = replace(settings, webhook=post.url, webhook_secret="shared secret")
    run(app, told, clock)
    headers, body = post.got[0]
    expected = hmac.new(b"shared secret", post.body, hashlib.sha256).hexdigest()
    assert headers["X-Lattice-Signature"] == expected
    assert headers["Idempotency-Key"] == body["key"]
    assert body["event"] == "new"


def test_an_urgent_case_is_called_urgent(app, settings, clock, post):
    ask(app, safety={"level": "crisis"})
    run(app, replace(settings, slack_webhook=post.url), clock)
    assert post.got[0][1]["text"].startswith("URGENT")


def test_a_reply_goes_to_the_channel_it_came_from_with_the_same_key_each_time(
    app, settings, clock, post
):
    number, ann = ask(app, channel="slack", conversation="U07"), hire(app, "ann")
    desk_of(app).reply(ann, number, 1, "Hello.", "r1")
    told = replace(settings, delivery={"slack": post.url})
    post.status = 503
    assert run(app, told, clock) == 0
    post.status = 200
    assert run(app, told, clock) == 0, "a failed parcel waits a little"
    clock.pass_by(minutes=2)
    assert run(app, told, clock) == 1
    assert post.got[0][1]["conversation"] == "U07"
    assert post.got[0][1]["text"] == "Hello."
    assert desk_of(app).read(ann, number).messages[0].delivered_at is not None


def test_a_worker_killed_after_sending_sends_the_same_key_again(app, settings, clock, post):
    number, ann = ask(app, channel="slack"), hire(app, "ann")
    desk_of(app).reply(ann, number, 1, "Hello.", "r1")
    told = replace(settings, delivery={"slack": post.url})

    class Killed(Exception):
        pass

    box = outbox_of(app, told)
    slack = box._senders["slack"]

    class DiesAfterSending:
        def send(self, parcel):
            slack.send(parcel)
            raise Killed

    box._senders = {"slack": DiesAfterSending()}
    with pytest.raises(Killed):
        box.run(clock())
    clock.pass_by(minutes=2)
    assert run(app, told, clock) == 1
    keys = {headers["Idempotency-Key"] for headers, _ in post.got}
    assert len(post.got) == 2
    assert len(keys) == 1


def test_two_workers_do_not_send_the_same_parcel(app, settings, clock, post):
    number, ann = ask(app, channel="slack"), hire(app, "ann")
    desk_of(app).reply(ann, number, 1, "Hello.", "r1")
    told = replace(settings, delivery={"slack": post.url})
    first, second = outbox_of(app, told), outbox_of(app, told)
    leased = first._lease(clock())
    assert len(leased) == 2  # the notice for the staff and the reply
    assert second.run(clock()) == 0


def test_a_student_on_the_web_fetches_replies_and_nothing_is_pushed(app, settings, clock):
    number, ann = ask(app), hire(app, "ann")
    desk_of(app).reply(ann, number, 1, "Hello.", "r1")
    assert run(app, settings, clock) == 0


def worker_of(app, settings, drafter) -> Worker:
    return Worker(desk_of(app), app.state.door, outbox_of(app, settings), drafter)


def test_a_snoozed_case_wakes_in_time(app, settings, clock, drafter):
    from datetime import timedelta

    number, ann = ask(app), hire(app, "ann")
    desk_of(app).snooze(ann, number, 1, clock() + timedelta(hours=1))
    worker = worker_of(app, settings, drafter)
    worker.round()
    assert desk_of(app).read(ann, number).state == "snoozed"
    clock.pass_by(hours=1)
    worker.round()
    assert desk_of(app).read(ann, number).state == "open"


def test_an_overdue_case_is_reported_once(app, settings, clock, drafter, post):
    ask(app)
    told = replace(settings, slack_webhook=post.url)
    worker = worker_of(app, told, drafter)
    for _ in range(4):
        worker.round()
    clock.pass_by(days=3)
    for _ in range(4):
        worker.round()
    overdue = [body for _, body in post.got if "overdue" in body["text"]]
    assert len(overdue) == 1
