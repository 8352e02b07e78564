"""The record of a check: plain, complete, and with a hash that follows its contents and nothing else."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.actions import initialise
from geodata.reference import read
from models.entry_calls import EntryCheck, PortCall
from models.entry_conditions import Advisories, check_entry
from models.entry_guidance import ACTIONS_IN_PORT, GUARDS_IN_PORT, ON_ARRIVAL, WHAT_IT_MAY_SPARE, Guidance
from models.entry_record import canonical, entry_record, record_hash

FACTS = [initialise.fact_form(row) for row in read.read_advisories()]
ARRIVAL = date(2026, 3, 1)
CALLS = [
    PortCall("Victoria", "SYC", unlocode="SCPOV", arrived_on=date(2026, 2, 1), left_on=date(2026, 2, 3)),
    PortCall("Toamasina", "MDG", facility_number="MGTMM-0001"),
    PortCall("Suez Canal", "EGY", is_canal_transit=True),
    PortCall("Nowhere"),
]
GIVEN = ["Victoria, Seychelles", "MGTMM-0001", "Suez Canal transit", "Nowhere"]


def _check() -> EntryCheck:
    return check_entry(CALLS, arrival=ARRIVAL, advisories=Advisories(FACTS))


def _record(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - any argument of the record
    wanted: dict[str, Any] = {"given": GIVEN, "vessel": "Test Vessel", "marking": "UNMARKED"} | changed
    return entry_record(wanted.pop("check", _check()), **wanted)


def test_the_same_inputs_give_the_same_record_and_hash() -> None:
    assert _record() == _record()
    assert _record()["hash"] == _record()["hash"]


def test_the_order_of_the_facts_does_not_change_the_hash() -> None:
    check = check_entry(CALLS, arrival=ARRIVAL, advisories=Advisories(FACTS[::-1]))
    assert _record(check=check)["hash"] == _record()["hash"]


@pytest.mark.parametrize(
    "changed",
    [
        {"vessel": "Other Vessel"},
        {"given": [*GIVEN, "Suva"]},
        {"given": GIVEN[::-1]},
        {"marking": "DEMO"},
        {"check": replace(_check(), arrival=date(2026, 3, 2))},
        {"check": replace(_check(), cutoff=date(2026, 1, 1))},
        {"check": replace(_check(), cutoff=None)},
        {"check": replace(_check(), calls=_check().calls[::-1])},
        {"check": replace(_check(), calls=(replace(_check().calls[0], citations=()), *_check().calls[1:]))},
    ],
)
def test_whatever_is_different_gives_another_hash(changed: dict[str, Any]) -> None:
    assert _record(**changed)["hash"] != _record()["hash"]


def test_a_record_is_json_and_its_hash_can_be_checked_from_what_was_written() -> None:
    read_back = json.loads(json.dumps(_record(), indent=2))
    assert record_hash(read_back) == read_back["hash"]


def test_the_hash_is_that_of_the_canonical_json() -> None:
    record = {name: value for name, value in _record().items() if name != "hash"}
    written = json.dumps(record, sort_keys=True, separators=(",", ":")).encode()
    assert _record()["hash"] == hashlib.sha256(written).hexdigest()


def test_the_hash_does_not_hang_on_the_process() -> None:
    script = "from models.entry_record import record_hash; print(record_hash({'b': ['é'], 'a': {'y': 1, 'x': None}}))"
    hashes = {
        subprocess.run(  # noqa: S603 - our own interpreter and script
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("0", "7")
    }
    assert hashes == {record_hash({"a": {"x": None, "y": 1}, "b": ["é"]}) + "\n"}


def test_a_letter_composed_or_not_is_the_same_letter() -> None:
    assert canonical({"port": "Papee\u0301te"}) == canonical({"port": "Pape\u00e9te"})


def test_a_record_says_what_each_call_means_and_what_it_rests_on() -> None:
    record = _record()
    assert record["answer"] == "applies"
    assert record["cutoff"] == "2025-08-31"
    first, second, third, fourth = record["calls"]
    assert (first["port"], first["territory"], first["verdict"], first["reason"]) == (
        "Victoria",
        "SYC",
        "applies",
        "listed",
    )
    assert first["since"] == "2019-04-12"
    assert first["arrived_on"] == "2026-02-01"
    assert first["citations"][0]["psa_number"] == "1-19"
    assert first["citations"][0]["notice"] == "84 FR 11992"
    assert (second["verdict"], second["reason"], second["place"]) == ("does_not_apply", "excepted_facility", 2)
    assert (third["verdict"], third["place"]) == (None, None)
    assert (fourth["verdict"], fourth["territory"]) == ("cannot_tell", None)


@pytest.mark.parametrize(
    ("name", "guidance"),
    [
        ("actions", ACTIONS_IN_PORT),
        ("guards", GUARDS_IN_PORT),
        ("may_spare", WHAT_IT_MAY_SPARE),
        ("on_arrival", ON_ARRIVAL),
    ],
)
def test_a_record_prints_what_the_advisories_say_with_its_source(name: str, guidance: tuple[Guidance, ...]) -> None:
    assert _record()[name] == [{"text": one.text, "source": one.source} for one in guidance]
    assert all(one.text.endswith(".") and "https://" in one.source for one in guidance)


def test_the_five_actions_of_the_advisories_are_printed_in_their_order() -> None:
    told = [one.text for one in ACTIONS_IN_PORT]
    signs = ["Security Level 2", "access point", "Declaration of Security", "Log", "Captain of the Port"]
    assert len(told) == len(signs)
    assert all(sign in text for sign, text in zip(signs, told, strict=True))


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_any_record_can_be_hashed_and_a_hash_it_bears_does_not_count(value: object) -> None:
    record = {"value": value}
    assert record_hash(record) == record_hash({**record, "hash": "anything"})
    assert len(record_hash(record)) == 64
