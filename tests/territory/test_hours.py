import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.territory.hours import DAYS, opening_mask, opening_masks
from maillage.vocabulary.units import ALL_SLOTS


def week(*days):
    return json.dumps(days)


@pytest.mark.parametrize(
    ("hours", "slots"),
    [
        ([["lundi", "lundi", [["09:00:00", "12:00:00"]]]], {0}),
        ([["lundi", "vendredi", [["09:00:00", "12:00:00"], ["14:00:00", "17:00:00"]]]], set(range(10))),
        ([["mardi", "mardi", [["12:00:00", "14:30:00"]]]], {3}),
        ([["mardi", "mardi", [["11:30:00", "14:30:00"]]]], {2, 3}),
        ([["mercredi", "mercredi", [["09:00:00", "10:29:00"]]]], set()),
        ([["mercredi", "mercredi", [["09:00:00", "10:00:00"], ["09:30:00", "10:29:00"]]]], set()),
        ([["jeudi", "jeudi", [["09:00:00", "09:45:00"], ["10:00:00", "10:45:00"]]]], {6}),
        ([["samedi", "mardi", [["09:00:00", "12:00:00"]]]], {0, 2}),
        ([["samedi", "dimanche", [["09:00:00", "12:00:00"]]]], set()),
        ([["vendredi", "vendredi", [["18:30:00", "22:00:00"]]]], {9}),
        ([["lundi", "lundi", [["12:30:00", "12:30:00"]]]], set()),
        ([], set()),
    ],
)
def test_half_days(hours, slots):
    assert opening_mask(json.dumps(hours)) == sum(1 << slot for slot in slots)


@pytest.mark.parametrize(
    "text", [None, "[]", "not json", '[["lundi"]]', '[["Lundi","x",[]]]', '[["lundi","lundi",[["9h","12h"]]]]']
)
def test_unreadable_hours_are_unknown_and_open(text):
    masks, known = opening_masks([text])
    assert masks.tolist() == [ALL_SLOTS]
    assert known.tolist() == [False]


minutes = st.integers(0, 24 * 60 - 1)
ranges = st.lists(st.tuples(minutes, minutes), max_size=4)


@given(st.lists(st.tuples(st.sampled_from(DAYS), ranges), max_size=7))
def test_masks_agree_with_a_minute_by_minute_count(days):
    def clock(minute):
        return f"{minute // 60:02d}:{minute % 60:02d}:00"

    text = week(*[[day, day, [[clock(a), clock(b)] for a, b in spans]] for day, spans in days])
    expected = 0
    for number, day in enumerate(DAYS[:5]):
        opened = np.zeros(24 * 60, dtype=bool)
        for other, spans in days:
            for begin, end in spans if other == day else []:
                opened[begin:end] = True
        expected |= (opened[7 * 60 : 13 * 60].sum() >= 90) << (2 * number)
        expected |= (opened[13 * 60 : 20 * 60].sum() >= 90) << (2 * number + 1)
    assert opening_mask(text) == expected
