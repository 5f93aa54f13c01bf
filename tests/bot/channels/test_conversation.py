import stat

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.conversation import Mint, key_from

MINT = Mint(b"a key")


def test_a_minted_id_is_recognised_and_never_repeats():
    ids = {MINT.new() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(MINT.made(i) for i in ids)


def test_another_key_or_a_changed_id_is_refused():
    conversation = MINT.new()
    assert not Mint(b"another key").made(conversation)
    for place in (0, 10, -1):
        changed = list(conversation)
        changed[place] = "A" if changed[place] != "A" else "B"
        assert not MINT.made("".join(changed))


@given(st.one_of(st.text(), st.none(), st.integers(), st.lists(st.text())))
def test_what_a_client_makes_up_is_refused(made_up):
    assert not MINT.made(made_up)


def test_the_key_is_made_once_and_readable_by_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv("LATTICE_SECRET", raising=False)
    first = key_from(tmp_path / "build")
    assert first == key_from(tmp_path / "build")
    assert len(first) == 64
    assert stat.S_IMODE((tmp_path / "build/secret").stat().st_mode) == 0o600


def test_servers_can_share_a_key_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("LATTICE_SECRET", "shared")
    assert key_from(tmp_path) == b"shared"
    assert not (tmp_path / "secret").exists()
