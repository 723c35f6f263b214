import datetime
import random
import re
import zoneinfo

import bringing
import controls
import generating
import polars as pl
import pytest
import reading

import environment
from maillage.calendar import PARIS, instant
from maillage.publish.feeds import Feed, calendar_file
from maillage.publish.feeds.texts import line, portable, portable_name
from maillage.publish.feeds.time_zones import KNOWN, time_zone
from maillage.vocabulary.errors import InvalidOption, MalformedFile
from maillage.vocabulary.messages import set_language

CALENDARS = 200
FEED = Feed("Passages à Mauriac", "passages.exemple.fr", page="https://passages.exemple.fr/passages/commune/15120")


@pytest.fixture
def readers():
    """The two readers that run in Node, beside vobject."""
    if bringing.node() is None:
        environment.missing("Node is not installed (apt-get install nodejs, or the test command)")
    if not bringing.there():
        environment.missing("the readers are not there (python tests/publish/feeds/bringing.py)")


def cases(count, seed=1):
    chance = random.Random(seed)
    return [generating.calendar(chance) for _ in range(count)]


def stop(**what):
    usual = {
        "stop": "7f1c",
        "date": datetime.date(2026, 12, 8),
        "begins": 540,
        "ends": 720,
        "place_name": "Mauriac",
        "zone": PARIS,
        "changed_at": datetime.datetime(2026, 11, 27, 8, tzinfo=datetime.UTC),
    }
    return pl.DataFrame([usual | what])


def lines(calendar):
    return calendar.decode().replace("\r\n ", "").split("\r\n")


def test_three_readers_understand_what_was_meant(readers):
    tried = cases(CALENDARS)
    understood = reading.read([calendar_file(*case) for case in tried])
    for case, found in zip(tried, understood, strict=True):
        assert reading.differences(found, reading.meant(*case)) == []


@pytest.mark.parametrize(
    ("mistake", "seen_by"),
    [
        (lambda case: controls.wrong_rule(calendar_file(*case)), {"vobject", "ical.js"}),
        (lambda case: controls.wrong_offset(calendar_file(*case)), {"vobject", "ical.js"}),
        (lambda case: controls.derived_zones(calendar_file(*case)), {"vobject", "ical.js"}),
        (lambda case: controls.local_where_ambiguous(*case), {"ical.js", "node-ical"}),
        (lambda case: controls.as_the_clock_skips_them(*case), {"vobject", "ical.js"}),
        (lambda case: calendar_file(*case).replace(b"SEQUENCE:", b"SEQUENCE:1"), {"vobject", "ical.js", "node-ical"}),
    ],
    ids=["rule", "offset", "derived zones", "hour that comes twice", "hour that does not exist", "sequence"],
)
def test_a_wrong_calendar_is_seen(readers, mistake, seen_by):
    tried = cases(40)
    seen = set()
    for case, found in zip(tried, reading.read([mistake(case) for case in tried]), strict=True):
        seen |= {told.partition(":")[0] for told in reading.differences(found, reading.meant(*case))}
    assert seen == seen_by


def test_lines_are_short_and_end_as_they_should():
    for case in cases(100, seed=2):
        calendar = calendar_file(*case)
        assert calendar.endswith(b"\r\n")
        assert max(len(physical) for physical in calendar.split(b"\r\n")) <= 75
        assert re.search(rb"(?<!\r)\n|\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", calendar) is None
        assert lines(calendar).count("BEGIN:VEVENT") == lines(calendar).count("END:VEVENT") == case[0].height


def test_a_calendar_of_one_stop_whole():
    feed = Feed("Passages, à Mauriac", "exemple.fr", contact="04 71 00 00 00", organizer="aide@exemple.fr")
    one = stop(
        venue="Médiathèque", venue_kind="library", lat=45.2187, lon=2.3336, sequence=2, url="https://exemple.fr/p/7f1c"
    )
    assert lines(calendar_file(one, feed)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Maillage//Passages//FR",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Passages – à Mauriac",
        "X-WR-CALNAME:Passages – à Mauriac",
        "X-WR-TIMEZONE:Europe/Paris",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "LAST-MODIFIED:20261127T080000Z",
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Paris",
        "BEGIN:DAYLIGHT",
        "DTSTART:19700329T020000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19701025T030000",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "TZNAME:CET",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "UID:7f1c@exemple.fr",
        "DTSTAMP:20261127T080000Z",
        "LAST-MODIFIED:20261127T080000Z",
        "SEQUENCE:2",
        "DTSTART;TZID=Europe/Paris:20261208T090000",
        "DTEND;TZID=Europe/Paris:20261208T120000",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "SUMMARY:Conseiller numérique à Mauriac",
        r"LOCATION:Médiathèque (bibliothèque)\, Mauriac",
        r"DESCRIPTION:Aide gratuite pour Internet\, l'ordinateur\, le téléphone et les démarches en ligne.\n"
        r"Renseignements : 04 71 00 00 00\nhttps://exemple.fr/p/7f1c",
        "CATEGORIES:Conseiller numérique,bibliothèque",
        "GEO:45.2187;2.3336",
        "URL:https://exemple.fr/p/7f1c",
        'ORGANIZER;CN="Conseiller numérique":mailto:aide@exemple.fr',
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ({"state": "cancelled"}, {"STATUS:CANCELLED", "SUMMARY:Annulé : conseiller numérique à Mauriac"}),
        ({"late_minutes": 20}, {"STATUS:CONFIRMED", "SUMMARY:Retard de 20 min : conseiller numérique à Mauriac"}),
        ({"state": "held"}, {"STATUS:CONFIRMED", "SUMMARY:Conseiller numérique à Mauriac"}),
        (
            {"date": datetime.date(2026, 3, 29), "begins": 150, "ends": 240},
            {"DTSTART;TZID=Europe/Paris:20260329T033000"},
        ),
        ({"date": datetime.date(2026, 10, 25), "begins": 150}, {"DTSTART:20261025T003000Z", "DTEND:20261025T110000Z"}),
        ({"zone": "Indian/Reunion"}, {"DTSTART;TZID=Indian/Reunion:20261208T090000", "TZOFFSETTO:+0400"}),
        ({"date": datetime.date(2027, 1, 3), "ends": 1440}, {"DTEND;TZID=Europe/Paris:20270104T000000"}),
        ({"place_name": "Les Abymes"}, {"SUMMARY:Conseiller numérique aux Abymes"}),
    ],
)
def test_stops_in_lines(what, expected):
    assert expected <= set(lines(calendar_file(stop(**what), FEED)))


def test_a_stop_keeps_its_uid_when_it_moves_and_its_sequence_grows():
    before, after = stop(), stop(date=datetime.date(2026, 12, 10), sequence=1)
    first, second = (
        dict(part.split(":", 1) for part in lines(calendar_file(table, FEED))[20:-1]) for table in (before, after)
    )
    assert first["UID"] == second["UID"]
    assert int(first["SEQUENCE"]) < int(second["SEQUENCE"])


def test_a_message_of_cancellation_holds_cancelled_stops_alone():
    both = pl.concat([stop(state="planned"), stop(stop="gone", state="cancelled")])
    made = datetime.datetime(2026, 12, 1, 9, tzinfo=datetime.UTC)
    feed = Feed("Passages", "exemple.fr", organizer="aide@exemple.fr")
    found = lines(calendar_file(both, feed, method="CANCEL", made_at=made))
    assert [text for text in found if text.startswith(("METHOD", "UID", "DTSTAMP"))] == [
        "METHOD:CANCEL",
        "UID:gone@exemple.fr",
        "DTSTAMP:20261201T090000Z",
    ]


def test_a_calendar_without_stops_is_still_one():
    found = lines(calendar_file(stop().clear(), FEED))
    assert "BEGIN:VTIMEZONE" in found
    assert "BEGIN:VEVENT" not in found


def test_the_same_stops_give_the_same_bytes():
    table = pl.concat([stop(stop=name) for name in "abc"])
    assert calendar_file(table, FEED) == calendar_file(table.reverse(), FEED)


def test_english():
    set_language("en")
    assert "SUMMARY:Digital advisor in Mauriac" in lines(calendar_file(stop(), FEED))


@pytest.mark.parametrize("zone", sorted(KNOWN))
def test_zones_agree_with_the_database_of_time_zones(zone):
    """Hour by hour around every change, and month by month, to 2037."""
    rules = time_zone(zone).to_tz()
    for year in range(2020, 2038):
        for month in range(1, 13):
            for day in (1, 8, 9, 14, 15, 25, 28):
                moment = instant(datetime.date(year, month, day), 720, zone)
                assert moment.astimezone(rules).utcoffset() == moment.astimezone(zoneinfo.ZoneInfo(zone)).utcoffset()


def test_what_is_missing_or_unknown_is_named():
    with pytest.raises(MalformedFile, match="« zone »"):
        calendar_file(stop().drop("zone"), FEED)
    with pytest.raises(MalformedFile, match="« perdu »"):
        calendar_file(stop(state="perdu"), FEED)
    with pytest.raises(InvalidOption, match="Europe/London"):
        calendar_file(stop(zone="Europe/London"), FEED)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  a \t b\r\nc ", "a b c"),
        ("nul\x00bel\x07", "nulbel"),
        ("gauche\u202eetiord", "gaucheetiord"),
        ("a\ud800b", "ab"),
        ("e\u0301", "é"),
        ("👩🏽\u200d💻", "👩🏽\u200d💻"),
    ],
)
def test_texts_are_made_fit(text, shown):
    assert line(text) == shown


def test_texts_that_readers_take_apart_are_written_otherwise():
    assert portable('C:\\nord, dite "La Ruche"') == "C:/nord, dite “La Ruche”"
    assert portable_name("Mauriac, Cantal ; lieu") == "Mauriac – Cantal – lieu"
