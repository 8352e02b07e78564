"""Rows sorted into taken, rejected and unused, and none lost."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import CellError
from geodata.importers.rows import Depths, FacilityRow, PortRow, Read, Rejected, RowError, Unused, gathered


@dataclass(frozen=True)
class Raw:
    """A row before it is parsed, and what its parsing shall do."""

    number: int
    what: str


def parse(raw: Raw) -> PortRow | Unused:
    if raw.what == "unused":
        return Unused("of no use")
    if raw.what == "wrong":
        raise RowError("A: b", "is wrong")
    if raw.what == "cell":
        raise CellError("Review date: '31/02' is no day: there is none")
    return PortRow(raw.number, "Suva")


def test_every_row_goes_somewhere() -> None:
    raws = [Raw(number, what) for number, what in enumerate(["", "unused", "wrong", "cell", "unused"], start=2)]
    assert gathered("wpi", raws, parse, digest="d") == Read(
        source="wpi",
        rows=(PortRow(2, "Suva"),),
        rejected=(Rejected(4, "A: b", "is wrong"), Rejected(5, "Review date", "'31/02' is no day: there is none")),
        unused={"of no use": 2},
        digest="d",
    )


@given(st.lists(st.sampled_from(["", "unused", "wrong", "cell"])))
def test_no_row_is_lost(whats: list[str]) -> None:
    raws = [Raw(number, what) for number, what in enumerate(whats)]
    read = gathered("wpi", raws, parse, digest="")
    assert read.total == len(whats)
    assert sorted([row.number for row in read.rows]) == [raw.number for raw in raws if not raw.what]


def test_a_port_is_unknown_until_it_is_known() -> None:
    port = PortRow(1, "Suva")
    assert (port.depths, port.harbour_size, port.harbour_type) == (Depths(), "unknown", "unknown")
    assert (port.port_security, port.first_port_of_entry, port.lon, port.territory) == (None, None, None, None)


def test_a_facility_knows_the_code_of_its_port() -> None:
    assert FacilityRow(1, "Wharf", "CM394-0001").port_code == "CM394"
