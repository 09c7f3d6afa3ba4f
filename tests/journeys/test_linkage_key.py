"""The key for linking: made, found, taken, dropped; never shown, and never in anything that is written."""

from __future__ import annotations

import base64
import hashlib
import hmac
import pickle
from collections import Counter

import keyring
import pyarrow as pa
import pytest
from keyring.backends.null import Keyring as NullStore

from outcomes_xl.journeys.linkage import Linkage
from outcomes_xl.journeys.linkage_key import LinkageKey, NoLinkageKey, drop_key, find_key, make_key, take_key
from outcomes_xl.model.cannot_use import WrongUsage
from tests.journeys.conftest import KEY
from tests.key_store import KeyStoreInMemory


def test_a_key_that_is_made_is_in_the_key_store_alone(key_store: KeyStoreInMemory) -> None:
    made = make_key("northbridge-2026")
    assert list(key_store.kept) == [("outcomes-xl", "linkage key northbridge-2026")]
    assert len(made.reveal()) == 32
    assert find_key("northbridge-2026").reveal() == made.reveal()


def test_without_a_key_it_says_how_to_make_one() -> None:
    with pytest.raises(NoLinkageKey) as told:
        find_key("northbridge 2026")
    assert str(told.value) == (
        "There is no key “northbridge 2026” in this computer's key store, so nothing was read. "
        'Make one: outcomes-xl journeys key make "northbridge 2026". '
        'If a colleague has it: outcomes-xl journeys key take "northbridge 2026"'
    )


def test_a_locked_key_store_is_no_missing_key(key: LinkageKey, key_store: KeyStoreInMemory) -> None:
    key_store.locked = True
    with pytest.raises(NoLinkageKey, match="no key store that can be used, or it is locked"):
        find_key(KEY)


def test_a_store_that_keeps_nothing_is_no_store() -> None:
    keyring.set_keyring(NullStore())
    with pytest.raises(NoLinkageKey, match="no key store that can be used"):
        make_key(KEY)


def test_a_store_that_is_a_plain_file_gets_no_key(key_store: KeyStoreInMemory) -> None:
    class PlaintextKeyring(KeyStoreInMemory):
        """As the package keyrings.alt has it."""

    PlaintextKeyring.__module__ = "keyrings.alt.file"
    keyring.set_keyring(store := PlaintextKeyring())
    with pytest.raises(NoLinkageKey, match="is a plain file, which anybody could copy"):
        make_key(KEY)
    assert not store.kept


def test_a_key_is_never_made_anew_over_another(key: LinkageKey) -> None:
    with pytest.raises(WrongUsage, match="There is a key “northbridge-2026” already"):
        make_key(KEY)
    assert find_key(KEY).reveal() == key.reveal()


def test_a_person_is_known_by_the_keyed_hash_of_her_identifier_and_by_nothing_else(key: LinkageKey) -> None:
    linkage = Linkage(key)
    found = linkage.numbers(pa.array(["943 476 5919", "9434765919.0", None, "9434765870"]), Counter())
    assert found.tolist() == [0, 0, -1, 1]
    token = hmac.new(key.reveal(), b"9434765919", hashlib.sha256).digest()
    assert next(iter(linkage._number)) == token
    assert linkage.people == 2


def test_a_key_shows_its_fingerprint_and_nothing_else(key: LinkageKey) -> None:
    shown = f"{key!r} {key} {Linkage(key)!r}"
    assert key.fingerprint in shown
    for form in (base64.b64encode(key.reveal()).decode(), key.reveal().hex(), repr(key.reveal())):
        assert form not in shown
    with pytest.raises(TypeError):
        pickle.dumps(key)


def test_a_colleagues_key_is_taken_and_links_the_same(key: LinkageKey) -> None:
    taken = take_key("theirs", f" {base64.b64encode(key.reveal()).decode()}\n")
    assert taken.fingerprint == key.fingerprint


@pytest.mark.parametrize("text", ["", "password", "Northbridge2026!", "A" * 43 + "=", "Northbridge" * 4])
def test_a_word_of_somebodys_is_no_key_since_it_could_be_guessed(text: str) -> None:
    with pytest.raises(WrongUsage, match="That is no key for linking"):
        take_key("theirs", text)


def test_a_key_given_as_a_name_is_not_repeated(key: LinkageKey) -> None:
    text = base64.b64encode(key.reveal()).decode()
    for most in (text, text[:-1], text[4:], "k9" * 16):
        with pytest.raises(WrongUsage, match="That looks like a key itself") as told:
            find_key(most)
        assert most[:20] not in str(told.value)


def test_a_key_that_is_dropped_is_gone(key: LinkageKey, key_store: KeyStoreInMemory) -> None:
    assert drop_key(KEY) == KEY
    assert not key_store.kept
    with pytest.raises(NoLinkageKey):
        drop_key(KEY)
