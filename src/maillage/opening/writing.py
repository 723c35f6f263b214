"""A usual week's hours put into OpenStreetMap's words, as they are shown and read again."""

from collections.abc import Sequence

from maillage.opening.half_days import Ranges

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def written(week: Sequence[Ranges]) -> str:
    """``Mo-Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00``: neighbouring days alike together, closed ones unsaid.

    Parameters
    ----------
    week
        Hours of each day from Monday, as many days as matter; hours that touch or overlap are joined.
    """
    told = [",".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in _joined(ranges)) for ranges in week]
    rules = []
    day = 0
    while day < len(told):
        last = day
        while last + 1 < len(told) and told[last + 1] == told[day]:
            last += 1
        if told[day]:
            rules.append(f"{DAYS[day]}{f'-{DAYS[last]}' if last > day else ''} {told[day]}")
        day = last + 1
    return "; ".join(rules)


def _joined(ranges: Ranges) -> Ranges:
    """Ranges in order, none that ends before it begins, each apart from the next."""
    found: Ranges = []
    for begin, end in sorted(one for one in ranges if one[0] < one[1]):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
