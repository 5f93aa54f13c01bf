"""How often somebody may ask, and whose request it is."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guard import limits
from guard.addresses import Proxies, household
from guard.limits import MINUTE, Buckets, Gate

PERSON, OTHER, PROXY = "198.51.100.7", "203.0.113.9", "127.0.0.1"


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


def gate(clock, conversation=3, address=5, proxies=""):
    named = Proxies.from_environment({"LATTICE_TRUSTED_PROXIES": proxies})
    return Gate(Buckets(conversation, clock), Buckets(address, clock), named)


@given(st.integers(1, 30), st.lists(st.floats(0, 20), min_size=1, max_size=200))
def test_within_any_minute_a_key_gets_at_most_two_buckets_full(a_minute, pauses):
    clock = Clock()
    buckets, taken = Buckets(a_minute, clock), []
    for pause in pauses:
        clock.now += pause
        if not buckets.take("ann"):
            taken.append(clock.now)
    for start in taken:
        assert sum(start <= at < start + MINUTE for at in taken) <= 2 * a_minute


@given(st.integers(1, 100), st.integers(0, 250))
def test_who_waits_as_long_as_told_is_let_in(a_minute, asked):
    clock = Clock()
    buckets = Buckets(a_minute, clock)
    for _ in range(asked):
        buckets.take("ann")
    clock.now += buckets.take("ann")
    assert buckets.take("ann") <= MINUTE / a_minute + 1e-6


def test_a_full_bucket_is_there_at_once_and_then_one_as_each_comes_due():
    clock = Clock()
    buckets = Buckets(60, clock)
    assert [buckets.take("ann") for _ in range(60)] == [0.0] * 60
    assert buckets.take("ann") == pytest.approx(1.0)
    clock.now += 1.0
    assert buckets.take("ann") == 0.0
    assert buckets.take("ann") > 0


def test_one_key_costs_another_nothing():
    buckets = Buckets(1, Clock())
    assert buckets.take("ann") == buckets.take("ben") == 0.0
    assert buckets.take("ann") > 0


def test_a_limit_of_0_is_none():
    buckets = Buckets(0, Clock())
    assert not any(buckets.take("ann") for _ in range(10_000))


def test_keys_are_forgotten_when_their_bucket_is_full_and_never_more_than_the_most(monkeypatch):
    monkeypatch.setattr(limits, "MOST_KEYS", 100)
    clock = Clock()
    buckets = Buckets(60, clock)
    for number in range(1000):
        buckets.take(str(number))
    assert len(buckets) == 100
    clock.now += MINUTE
    buckets.take("ann")
    assert len(buckets) == 1


def test_a_conversation_is_limited_whoever_asks():
    door = gate(Clock())
    assert [door.wait(PROXY, conversation="c") for _ in range(3)] == [0, 0, 0]
    assert door.wait(PERSON, conversation="c") == 20
    assert door.wait(PERSON, conversation="d") == 0


def test_an_address_is_limited_over_all_its_conversations():
    door = gate(Clock())
    waits = [door.wait(PERSON, conversation=str(number)) for number in range(7)]
    assert waits == [0, 0, 0, 0, 0, 12, 12]
    assert door.wait(OTHER) == 0


def test_programs_on_this_machine_have_no_limit_for_their_address():
    door = gate(Clock())
    assert not any(door.wait(own) for own in ("127.0.0.1", "::1", "") for _ in range(20))


def test_a_forwarded_address_counts_only_from_a_proxy_that_was_named():
    named, unnamed = gate(Clock(), proxies=PROXY), gate(Clock())
    for _ in range(5):
        assert named.wait(PROXY, PERSON) == 0
        assert unnamed.wait(OTHER, PERSON) == 0
    assert named.wait(PROXY, PERSON) > 0
    assert named.wait(PROXY, OTHER) == 0
    assert unnamed.wait(OTHER, "192.0.2.1") > 0, "a made-up address must not help"


def test_what_a_person_writes_before_the_proxys_word_does_not_count():
    door = gate(Clock(), proxies=PROXY)
    waits = [door.wait(PROXY, f"10.0.0.{number}, {PERSON}") for number in range(6)]
    assert waits[-1] > 0


def test_an_own_process_at_a_named_network_is_not_limited_and_its_visitors_are():
    door = gate(Clock(), proxies="10.1.0.0/16 fd00::/8")
    assert not any(door.wait("10.1.2.3") for _ in range(20))
    assert any(door.wait("10.1.2.3", PERSON) for _ in range(20))


def test_a_proxy_that_nobody_named_is_reported_once(caplog):
    door = gate(Clock())
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            door.wait(PROXY, PERSON)
    assert [record.message for record in caplog.records] == [
        "a proxy asks for others: name it in LATTICE_TRUSTED_PROXIES to limit addresses"
    ]
    assert PERSON not in caplog.text


@given(st.text(max_size=60), st.text(max_size=200))
def test_no_header_breaks_the_gate(peer, forwarded):
    assert gate(Clock(), proxies="127.0.0.1").wait(peer, forwarded, "c") == 0


def test_one_customers_ipv6_addresses_are_limited_together():
    assert household("2001:db8:1:2::3") == household("2001:db8:1:2:ffff::1")
    assert household("2001:db8:1:2::3") != household("2001:db8:1:3::3")
    assert household("::ffff:198.51.100.7") == household(PERSON)


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("LATTICE_LIMIT_CONVERSATION", "many", "'many'; expected requests a minute such as 60"),
        ("LATTICE_LIMIT_ADDRESS", "-1", "'-1'; expected requests a minute such as 600"),
        ("LATTICE_TRUSTED_PROXIES", "10.0.0.1/8", "expected such as 127.0.0.1"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_in_words(variable, value, told):
    with pytest.raises(ValueError, match=variable) as refused:
        Gate.from_environment({variable: value})
    assert told in str(refused.value)
