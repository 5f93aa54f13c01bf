import asyncio

import pytest

from bot import outages
from bot.channels.repeats import OnceOnly
from bot.outages import Patience


class Away(Exception):
    pass


def failing(times):
    left = [Away()] * times

    async def attempt():
        if left:
            raise left.pop()
        return "there"

    return attempt


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    monkeypatch.setattr(outages, "PAUSE", 0.01)


def test_a_part_that_comes_back_is_waited_for():
    assert asyncio.run(Patience(Away)(failing(5))) == "there"


def test_a_part_that_stays_away_is_waited_for_once_and_not_by_everybody():
    async def three_people():
        patience, tries = Patience(Away, seconds=0.1), []

        async def attempt():
            tries.append(1)
            raise Away

        counted = []
        for _ in range(3):
            with pytest.raises(Away):
                await patience(attempt)
            counted.append(len(tries))
        return counted

    first, second, third = asyncio.run(three_people())
    assert first > 2
    assert (second - first, third - second) == (1, 1)


def test_other_errors_are_not_waited_for():
    with pytest.raises(Away):
        asyncio.run(Patience(ValueError)(failing(1)))


def answers():
    """A turn that takes a moment and counts how often it was taken."""
    taken = []

    async def turn():
        await asyncio.sleep(0.01)
        taken.append(1)
        return len(taken)

    return turn


def test_a_message_sent_again_is_answered_as_before():
    async def talk():
        once, turn = OnceOnly(), answers()
        return [await once.answer("ann", "m1", turn) for _ in range(3)]

    assert asyncio.run(talk()) == [1, 1, 1]


def test_a_message_sent_again_while_its_answer_is_made_waits_for_that_answer():
    async def talk():
        once, turn = OnceOnly(), answers()
        return await asyncio.gather(*(once.answer("ann", "m1", turn) for _ in range(3)))

    assert asyncio.run(talk()) == [1, 1, 1]


def test_other_messages_and_messages_without_a_name_are_turns_of_their_own():
    async def talk():
        once, turn = OnceOnly(), answers()
        sent = [("ann", "m1"), ("ann", "m2"), ("bob", "m1"), ("ann", ""), ("ann", "")]
        return [await once.answer(*one, turn) for one in sent]

    assert asyncio.run(talk()) == [1, 2, 3, 4, 5]


def test_a_turn_goes_on_when_nobody_waits_any_more():
    async def talk():
        once, turn = OnceOnly(), answers()
        leaving = asyncio.create_task(once.answer("ann", "m1", turn))
        await asyncio.sleep(0)
        leaving.cancel()
        return await once.answer("ann", "m1", turn)

    assert asyncio.run(talk()) == 1


def test_answers_are_not_kept_for_long():
    async def talk():
        once, turn = OnceOnly(known_for=0.01), answers()
        await once.answer("ann", "m1", turn)
        await asyncio.sleep(0.1)
        return once._begun

    assert asyncio.run(talk()) == {}
