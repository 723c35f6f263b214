"""Calendars to try readers with: any day, any place, texts as people and strangers write them."""

import datetime
import random
from typing import Any

import polars as pl

from maillage.calendar import zone_of
from maillage.calendar.departements import OVERSEAS, ZONE_OF_DEPARTEMENT
from maillage.publish.feeds import BECOMING, Feed
from maillage.vocabulary.timetable import STOPS

# fmt: off
NAMES = (
    "Mauriac", "Le Puy-en-Velay", "Les Abymes", "L'Haÿ-les-Roses", "Y", "Aurillac", "Œuilly", "Faa'a", "Île-d'Aix",
    "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson", "Fort-de-France", "Sainte-Marie", "Mont-Dore", "La Possession",
)
VENUES = (
    "", "Médiathèque", "Salle des fêtes ; entrée B, 1er étage", "Café « Chez Zoé »", "a,b;c:d", "BEGIN:VEVENT",
    "END:VCALENDAR", 'Dite "La Ruche"', "Tiers-lieu\r\nSTATUS:CANCELLED", "  espaces  partout\t ", "nul\x00bel\x07",
    "gauche\u202eetiord", "séparateurs\u2028de\u2029lignes\x85", "d'accent de\u0301compose\u0301", "日本語の図書館",
    "مكتبة", "🚐 camion bleu 👩🏽\u200d💻", "semi\\;virgule\\,", "retour\\nligne", "C:\\temp\\nuit", "au bout \\", "\\",
    "\\\\", ";", ",", '"', ":", "=", "^n^^", "é" * 200, "🚐" * 60, "mot " * 90, "x" * 74, "x" * 75, "x" * 76, "=1+1",
    "TZID=Europe/Paris:20260101T000000", "https://exemple.fr/?a=1&b=2;c", "\ufeffmarque", "<b>gras</b> &amp;",
    "%0D%0ADTSTART:19700101T000000Z", "{nom}", "\u00a0insécable\u202f!",
)
KINDS = ("", "library", "town_hall", "france_services", "market", "post_office", "other", "inconnue", "hall,bis")
# When clocks change in Paris, then in Miquelon.
CHANGES = (
    "2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31", "2033-03-27", "2033-10-30",
    "2026-03-08", "2026-11-01", "2027-03-14", "2027-11-07",
)
# Days around them, weeks 53, ends of months.
DAYS = (
    "2026-03-28", "2026-03-30", "2026-10-24", "2026-10-26", "2026-12-28", "2026-12-31", "2027-01-01", "2027-01-03",
    "2027-01-04", "2032-12-27", "2032-12-31", "2033-01-02", "2028-02-29", "2026-06-30", "2026-07-14",
)
SIGNS = ',;:"\\\'=^\n\r\t \u00a0\u2028éœ€😀'
# fmt: on
METROPOLITAN = (*sorted(ZONE_OF_DEPARTEMENT), "2A", "2B")
POLYNESIA = ("", "98731", "98719")


def calendar(chance: random.Random) -> tuple[pl.DataFrame, Feed]:
    """Some stops and what their calendar says of itself; the same for the same state of chance."""
    rows = [_stop(chance, number) for number in range(chance.choice((0, 1, 1, 2, 3, 5, 8)))]
    stops = pl.DataFrame(rows, schema=STOPS | BECOMING, orient="row")
    feed = Feed(
        name=chance.choice(("Passages à Mauriac", "Passages", _text(chance) or "Passages")),
        host="passages.exemple.fr",
        page=chance.choice(("", "https://passages.exemple.fr/passages/commune/15120?a=1,2;b=3")),
        contact=chance.choice(("", "04 71 00 00 00", _text(chance))),
        organizer=chance.choice(("", "conseiller@exemple.fr")),
        busy=chance.random() < 0.5,
    )
    return stops, feed


def _stop(chance: random.Random, number: int) -> dict[str, Any]:
    """One stop, often on a night when clocks change."""
    departement = chance.choice((*OVERSEAS, *chance.sample(METROPOLITAN, 11)))
    day = datetime.date.fromisoformat(chance.choice(CHANGES if chance.random() < 0.35 else DAYS))
    if chance.random() < 0.2:
        day = datetime.date(2026, 1, 1) + datetime.timedelta(days=chance.randrange(3650))
    begins = chance.choice((0, 60, 90, 119, 120, 150, 179, 180, 540, 840, chance.randrange(1380)))
    situated = chance.random() < 0.6
    return {
        "stop": f"{number}-{_text(chance)}"[:60],
        "post": "15-003",
        "date": day,
        "begins": begins,
        "ends": min(1440, begins + chance.choice((1, 30, 45, 60, 180, 240))),
        "place": "15120",
        "place_name": chance.choice(NAMES) if chance.random() < 0.8 else _text(chance) or "Mauriac",
        "departement": departement,
        "venue": _text(chance),
        "venue_kind": chance.choice(KINDS),
        "zone": zone_of(departement, chance.choice(POLYNESIA)),
        "sequence": chance.choice((0, 0, chance.randrange(1, 9))),
        "changed_at": datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
        + datetime.timedelta(seconds=chance.randrange(10**7)),
        "state": chance.choice(("planned", "planned", "held", "cancelled")),
        "late_minutes": chance.choice((0, 0, 20)),
        "reason": _text(chance),
        "address": chance.choice(("", "12 bis, rue de l'Église", _text(chance))),
        "lat": round(chance.uniform(-28, 52), 6) if situated else None,
        "lon": round(chance.uniform(-180, 180), 6) if situated else None,
        "url": chance.choice(("", "https://passages.exemple.fr/passages/stop/1")),
    }


def _text(chance: random.Random) -> str:
    """A text from the list, or signs at random of which many mean something in a calendar."""
    if chance.random() < 0.7:
        return chance.choice(VENUES)
    return "".join(chance.choice((chance.choice(SIGNS), _any(chance))) for _ in range(chance.randrange(90)))


def _any(chance: random.Random) -> str:
    """Any character but halves of surrogate pairs, which no table holds."""
    while 0xD800 <= (point := chance.choice((chance.randrange(256), chance.randrange(0x110000)))) < 0xE000:
        pass
    return chr(point)
