"""Who may read the metrics of a process."""

import pytest
from prometheus_client import CollectorRegistry, Counter

from guard.metrics import TOKEN, page


def test_without_a_token_programs_on_this_machine_may_read():
    shown = page("127.0.0.1", {}, environment={})
    assert (shown.status, shown.kind.split(";")[0]) == (200, "text/plain")
    assert b"process_resident_memory_bytes" in shown.body


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip", "via"])
def test_a_proxy_on_this_machine_does_not_give_them_away(header):
    shown = page("127.0.0.1", {header: "127.0.0.1"}, environment={})
    assert shown.status == 403
    assert b"process_" not in shown.body


@pytest.mark.parametrize("peer", ["198.51.100.7", "10.0.0.1", "unknown"])
def test_nobody_else_may_read_without_a_token(peer):
    assert page(peer, {}, environment={}).status == 403


def test_with_a_token_whoever_sends_it_may_read_and_nobody_else():
    told = {TOKEN: "s3cret"}
    right, wrong = {"authorization": "Bearer s3cret"}, {"authorization": "Bearer "}
    assert page("198.51.100.7", {**right, "via": "x"}, environment=told).status == 200
    assert page("127.0.0.1", {}, environment=told).status == 403
    assert page("127.0.0.1", wrong, environment=told).status == 403


def test_further_metrics_are_shown_beside_those_of_the_process():
    more = CollectorRegistry()
    Counter("lattice_example", "An example.", registry=more).inc()
    body = page("127.0.0.1", {}, more, environment={}).body
    assert b"lattice_example_total 1.0" in body
    assert b"process_start_time_seconds" in body
