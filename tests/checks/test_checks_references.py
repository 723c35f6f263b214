"""How far a sheet reaches: whole arrays against one reference after the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.checks import references
from maillage.checks.references import outermost

PIECES = st.sampled_from(
    [b' r="A1"', b" r='AB12'", b'<row r="7"', b' r = "C9"', b"\nr=\"zz3\"", b' r="ABCD5"', b' r="A"', b' r="', b'12"',
     b' ref="K9"', b' pr="K9"', b" rouge", b" r ", b' r="A12345678901"', b' r="9999999999"', b"r", b'"', b" "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map(b"".join))
def test_arrays_read_what_the_expression_reads(xml: bytes) -> None:
    assert outermost(xml) == references._slowly(xml)


@pytest.mark.parametrize(
    ("xml", "reach"),
    [(b"", (0, 0)), (b'<row r="3"><c r="B3"/><c r="AA3"/></row>', (3, 27)), (b'<c r="XFD1048576"', (1048576, 16384))],
)
def test_reach(xml: bytes, reach: tuple[int, int]) -> None:
    assert outermost(xml) == reach
