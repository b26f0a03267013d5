"""The dates a register stores."""

from datetime import date

import pytest

from legation.model.dates import DateError, bounds, granularity, overlap, parse, sort_key
from legation.model.errors import LegationError

WRITTEN = [
    ("2025-04-03", date(2025, 4, 3), date(2025, 4, 3), "day"),
    ("2025-04", date(2025, 4, 1), date(2025, 4, 30), "month"),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
    ("2025", date(2025, 1, 1), date(2025, 12, 31), "year"),
    ("XXXX-04-03", None, None, "unknown_year"),
    ("XXXX-02-29", None, None, "unknown_year"),
    ("XXXX-04", None, None, "unknown_year"),
    ("XXXX-04-03/XXXX-04-05", None, None, "unknown_year"),
    ("XXXX-12-28/XXXX-01-03", None, None, "unknown_year"),
    ("XXXX-03/..", None, None, "unknown_year"),
    ("2024-01~", date(2024, 1, 1), date(2024, 1, 31), "month"),
    ("2024~", date(2024, 1, 1), date(2024, 12, 31), "year"),
    ("2025-03-31~", date(2025, 3, 31), date(2025, 3, 31), "day"),
    ("2025-04-03/2025-04-04", date(2025, 4, 3), date(2025, 4, 4), "interval"),
    ("2012/2015", date(2012, 1, 1), date(2015, 12, 31), "interval"),
    ("2003/2020-08", date(2003, 1, 1), date(2020, 8, 31), "interval"),
    ("2025-03~/2025-04~", date(2025, 3, 1), date(2025, 4, 30), "interval"),
    ("2020/..", date(2020, 1, 1), None, "interval"),
    ("2025-04-03/..", date(2025, 4, 3), None, "interval"),
    ("../2020", None, date(2020, 12, 31), "interval"),
]


def test_what_is_written_is_read() -> None:
    assert len(WRITTEN) == 20
    for value, first, last, kind in WRITTEN:
        assert str(parse(value)) == value
        assert bounds(value) == (first, last), value
        assert granularity(value) == kind, value


@pytest.mark.parametrize(
    ("value", "fix"),
    [
        ("", "write 2025-04-03"),
        ("3 avril 2025", "write 2025-04-03"),
        ("2025-4-3", "write 2025-04-03"),
        ("2025-04-03T15:00:00Z", "write 2025-04-03"),
        ("2025-04-03 ", "write 2025-04-03"),
        ("٢٠٢٥", "write 2025-04-03"),
        ("199X", "write 2025-04-03"),
        ("2025-13", "between 01 and 12"),
        ("2025-00", "between 01 and 12"),
        ("2025-02-29", "between 01 and 28"),
        ("XXXX-02-30", "between 01 and 29"),
        ("2025-04-00", "between 01 and 30"),
        ("0000", "from 0001"),
        ("XXXX", "XXXX-04"),
        ("../..", "None"),
        ("2020/2021/2022", "two ends"),
        ("2020/", "2020/.."),
        ("2021/2020", 'write "2020/2021"'),
        ("2025/2025", 'write "2025"'),
        ("2025-04/XXXX-05", "give both, or neither"),
    ],
)
def test_what_is_not_is_refused_by_name(value: str, fix: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(value)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, LegationError)
    assert str(caught.value).startswith(f'date "{value}": ')
    assert fix in str(caught.value)
    assert caught.value.value == value


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2025-04-03", "2025-04", True),
        ("2025-04-03", "2025-05", False),
        ("2025-04-03", "2025-04-04", False),
        ("2020/..", "2025-04-03", True),
        ("2020/..", "2019-12-31", False),
        ("2020/..", "../2020", True),
        ("2020/..", "../2019", False),
        ("2020/..", "2031/..", True),
        ("XXXX-04-03", "2024-04-01/2024-04-05", True),
        ("XXXX-04-03", "2024-05", False),
        ("XXXX-04-03", "2024", True),
        ("XXXX-04-03", "2020/..", True),
        ("XXXX-04-03", "XXXX-04", True),
        ("XXXX-04-03", "XXXX-05", False),
        ("XXXX-12-28/XXXX-01-03", "2025-01-02", True),
        ("XXXX-12-28/XXXX-01-03", "2024-12-30", True),
        ("XXXX-12-28/XXXX-01-03", "2025-01-04", False),
        ("2025-03-31~", "2025-03-28", True),
        ("2025-03-31~", "2025-03-27", False),
        ("2025-03~", "2025-04-01", False),
        ("2012/2015", "2014-06", True),
        ("0001-01-02~", "0001", True),
        ("XXXX-01", "0001", True),
        ("XXXX-12", "9999", True),
    ],
)
def test_overlap(a: str, b: str, expected: bool) -> None:
    assert overlap(a, b) is expected
    assert overlap(b, a) is expected


def test_order_of_a_chronology() -> None:
    known = ["../2020", "2019", "2019-05", "2020-01-01", "2020-01", "2020", "2020/..", "2021"]
    ordered = [*known, "XXXX-04", "XXXX-05", None]
    shuffled = ordered[::-2] + ordered[-2::-2]
    assert len(shuffled) == len(ordered) == 11
    assert sorted(shuffled, key=sort_key) == ordered
