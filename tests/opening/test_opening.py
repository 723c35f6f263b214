import datetime
import random

import numpy as np
import opening_hours
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage import opening
from maillage.opening import words
from maillage.opening.days import named_mask
from maillage.opening.osm import FIRST_MONDAY, osm_mask

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa")


def slots(mask):
    return None if mask is None else {slot for slot in range(12) if mask >> slot & 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mo-Fr 09:00-12:00,14:00-17:00", set(range(10))),
        ("Tu 10:00-11:30; Th 09:30-10:30", {2}),
        ("Sa 09:00-13:00; PH off", {10}),
        ("We 11:30-14:30", {4, 5}),
        ("Fr 18:30-23:00", {9}),
        ("Fr 22:00-09:00", {10}),
        ("24/7", set(range(12))),
        ("Mo-Fr 09:00-12:00; We off", {0, 2, 6, 8}),
        ("Mo-Fr 09:00-12:00; We 14:00-17:00", {0, 2, 5, 6, 8}),
        ('Mo 09:00-12:00 "sur rendez-vous"', {0}),
        ("Mo 09:00-12:00 unknown", set()),
        ("Su 09:00-12:00", set()),
        ("Mar-Oct Mo 09:00-12:00", set()),
        ("Jan-Nov Mo 09:00-12:00", {0}),
        ("Mo 09:00-12:00; Aug off", {0}),
        ("week 1-53/2 Mo 09:00-12:00", set()),
        ("Tu[1] 09:00-12:00", set()),
        ("lundi 9h-12h, mardi 14h-17h", {0, 3}),
        ("Du lundi au jeudi de 8h30 à 12h et de 14h à 17h, le vendredi de 9h à 12h.", {*range(8), 8}),
        ("mardi 13:30-19:00\nmercredi 10:00-12:00 13:30-18:00", None),
        ("Mo -; Tu 10:00-11:30", None),
        ("We 12:00-14:00-17:00", None),
        ("Accueil sur rendez-vous", None),
        ('"sur rendez-vous"', None),
        ('Mo 09:00-12:00; "sur rendez-vous"', None),
        ('Mo 09:00-12:00 || "sur rendez-vous"', None),
        ("Le dernier jeudi du mois de 14h à 17h", None),
        ("Du lundi au vendredi de 9h à 12h sauf le mercredi", None),
        ("", None),
        ("   ", None),
        ("Mo 09:00-12:00; " * 60, None),
    ],
)
def test_hours_in_words(text, expected):
    assert slots(osm_mask(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mardi matin", {2}),
        ("mer. après-midi | ven", {5, 8, 9}),
        ("Lun-Mer matin; Sam", {0, 2, 4, 10, 11}),
        ("du lundi au mercredi", {0, 1, 2, 3, 4, 5}),
        ("le mardi apres midi", {3}),
        ("Mo-We am, Sa pm", {0, 2, 4, 11}),
        ("thursday mornings + friday", {6, 8, 9}),
        ("mardi 9h-12h", {2}),
        ("Tu,Th 14:00-17:00", {3, 7}),
        ("dimanche", None),
        ("mardi soir", None),
        ("ven-lun", None),
        ("mardi;", None),
        ("demain", None),
        ("", None),
        ("9", None),
    ],
)
def test_half_days_named(text, expected):
    assert slots(named_mask(text)) == expected


spans = st.tuples(st.integers(0, 1439), st.integers(1, 12 * 60)).map(lambda span: (span[0], min(sum(span), 1440)))


@given(st.dictionaries(st.integers(0, 5), st.lists(spans, min_size=1, max_size=3), max_size=6))
def test_the_reader_agrees_with_a_minute_by_minute_count(week):
    def clock(minute):
        return f"{minute // 60:02d}:{minute % 60:02d}"

    opened = np.zeros(6 * 24 * 60, dtype=bool)
    rules = []
    for day, ranges in sorted(week.items()):
        for begin, end in ranges:
            opened[1440 * day + begin : 1440 * day + end] = True
        rules.append(f"{DAYS[day]} " + ",".join(f"{clock(a)}-{clock(b)}" for a, b in ranges))
    expected = set()
    for day in range(6):
        for half, (begin, end) in enumerate(((420, 780), (780, 1200))):
            if opened[1440 * day + begin : 1440 * day + end].sum() >= 90:
                expected.add(2 * day + half)
    if rules:
        assert slots(osm_mask("; ".join(rules))) == expected


def test_what_is_understood_is_what_the_library_says_open():
    random.seed(4)
    alphabet = 'Mo-Fr,09:12; WeThSaPH off[]"+|0123456789h àé'
    for _ in range(3000):
        text = "".join(random.choice(alphabet) for _ in range(random.randrange(1, 30)))
        mask = osm_mask(text)
        if mask:
            said = " ".join(text.split())
            assert opening_hours.validate(said) or opening_hours.validate(words.translate(text))
            assert mask < 1 << opening.SLOTS


def test_the_year_looked_at_begins_on_a_monday():
    assert FIRST_MONDAY.weekday() == 0
    assert datetime.datetime.combine(FIRST_MONDAY.date(), datetime.time()) == FIRST_MONDAY


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda one: one[0] < one[1]), max_size=3),
        min_size=7, max_size=7,
    )
)  # fmt: skip
def test_a_written_week_reads_back_minute_by_minute(week):
    text = opening.written(week)
    read = opening.osm_days(text, datetime.date(2026, 9, 7), datetime.date(2026, 9, 13)) if text else [[]] * 7
    for told, day in zip(read, week, strict=True):
        assert {m for a, b in told for m in range(a, b)} == {m for a, b in day for m in range(a, b)}


def test_neighbouring_days_alike_are_written_together():
    day = [(540, 720), (840, 1020)]
    assert opening.written([day, day, [], day, day, [(540, 720)], []]) == (
        "Mo-Tu 09:00-12:00,14:00-17:00; Th-Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00"
    )
    assert opening.written([[], [(720, 780), (780, 840), (600, 600)]]) == "Tu 12:00-14:00"
