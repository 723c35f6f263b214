import datetime

import polars as pl
import pytest

from maillage.publish.feeds import spoken
from maillage.publish.feeds.spoken import clock, place, telephone
from maillage.vocabulary.messages import set_language


def stop(**what):
    usual = {
        "stop": "1",
        "date": datetime.date(2026, 12, 8),
        "begins": 540,
        "ends": 720,
        "place_name": "Mauriac",
        "zone": "Europe/Paris",
        "venue": "",
        "venue_kind": "library",
        "state": "planned",
        "late_minutes": 0,
        "reason": "",
    }
    return usual | what


@pytest.mark.parametrize(
    ("time", "french", "english"),
    [
        ("00:00", "minuit", "midnight"),
        ("00:30", "minuit et demi", "half past 12 in the morning"),
        ("01:00", "1 heure", "1 in the morning"),
        ("08:30", "8 heures et demie", "half past 8 in the morning"),
        ("09:00", "9 heures", "9 in the morning"),
        ("09:05", "9 heures 5", "9:05 in the morning"),
        ("09:15", "9 heures et quart", "a quarter past 9 in the morning"),
        ("09:45", "9 heures 45", "9:45 in the morning"),
        ("12:00", "midi", "noon"),
        ("12:15", "midi et quart", "a quarter past 12 in the afternoon"),
        ("12:30", "midi et demi", "half past 12 in the afternoon"),
        ("13:30", "13 heures 30", "half past 1 in the afternoon"),
        ("14:00", "14 heures", "2 in the afternoon"),
        ("18:00", "18 heures", "6 in the evening"),
        ("24:00", "minuit", "midnight"),
    ],
)
def test_times(time, french, english):
    hours, minutes = time.split(":")
    assert clock(60 * int(hours) + int(minutes)) == french
    set_language("en")
    assert clock(60 * int(hours) + int(minutes)) == english


@pytest.mark.parametrize(
    ("name", "kind", "venue", "said"),
    [
        ("Mauriac", "library", "", "à la bibliothèque de Mauriac"),
        ("Mauriac", "library", "Bibliothèque municipale de Mauriac", "à la bibliothèque de Mauriac"),
        ("Mauriac", "library", "Relais-lecture", "à la bibliothèque de Mauriac, Relais-lecture"),
        ("Ally", "town_hall", "Mairie d'Ally", "à la mairie d'Ally"),
        ("Le Vigean", "town_hall", "", "à la mairie du Vigean"),
        ("Les Abymes", "market", "", "au marché des Abymes"),
        ("La Rochelle", "post_office", "", "au bureau de poste de La Rochelle"),
        ("L'Haÿ-les-Roses", "public_square", "", "sur la place publique de L'Haÿ-les-Roses"),
        ("Yvetot", "france_services", "France services Yvetot", "à l'espace France services d'Yvetot"),
        ("Yutz", "tiers_lieu", "La Ruche", "au tiers-lieu de Yutz, La Ruche"),
        ("Hambach", "hall", "", "à la salle de Hambach"),
        ("Le Mans", "other", "Café Chez Zoé", "au Mans, Café Chez Zoé"),
        ("Œuilly", "", "", "à Œuilly"),
    ],
)
def test_places(name, kind, venue, said):
    assert place(stop(place_name=name, venue_kind=kind, venue=venue)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("04 71 00 00 00", "04, 71, 00, 00, 00"),
        ("04.71.00.00.00", "04, 71, 00, 00, 00"),
        ("0262000000", "02, 62, 00, 00, 00"),
        ("la mairie", "la mairie"),
        ("+33 4 71 00 00 00", "+33 4 71 00 00 00"),
    ],
)
def test_telephones(text, said):
    assert telephone(text) == said


def test_exceptions_first_then_the_next_dates_then_how_many_more():
    table = pl.DataFrame(
        [
            stop(),
            stop(stop="2", date=datetime.date(2026, 12, 15), state="cancelled", reason="conseiller souffrant"),
            stop(stop="3", date=datetime.date(2026, 12, 22), begins=840, ends=1050, late_minutes=20),
            stop(stop="4", date=datetime.date(2027, 1, 1)),
            stop(stop="5", date=datetime.date(2027, 1, 5)),
            stop(stop="0", date=datetime.date(2026, 12, 1), state="held"),
        ]
    )
    assert spoken(table, most=2, contact="04 71 00 00 00").splitlines() == [
        "Attention : le passage du mardi 15 décembre, de 9 heures à midi, à la bibliothèque de Mauriac, est annulé. "
        "Motif : conseiller souffrant.",
        "Attention : le passage du mardi 22 décembre, de 14 heures à 17 heures 30, à la bibliothèque de Mauriac, "
        "aura 20 minutes de retard.",
        "Prochains passages du conseiller numérique.",
        "Mardi 8 décembre, de 9 heures à midi, à la bibliothèque de Mauriac.",
        "Mardi 22 décembre, de 14 heures à 17 heures 30, à la bibliothèque de Mauriac.",
        "Et 2 autres passages ensuite.",
        "Pour en savoir plus : 04, 71, 00, 00, 00.",
    ]


def test_the_first_of_a_month():
    assert "Vendredi premier janvier, de 9 heures à midi" in spoken(
        pl.DataFrame([stop(date=datetime.date(2027, 1, 1))])
    )


def test_nothing_to_come_is_said():
    assert (
        spoken(pl.DataFrame([stop()]).clear()) == "Aucun passage du conseiller numérique n'est prévu pour l'instant.\n"
    )
    assert spoken(pl.DataFrame([stop(state="cancelled")])).splitlines()[-1].startswith("Aucun passage")


def test_english():
    set_language("en")
    assert spoken(pl.DataFrame([stop(), stop(stop="2", state="cancelled", begins=840, ends=900)])).splitlines() == [
        "Please note: the date of Tuesday 8 December, from 2 in the afternoon to 3 in the afternoon, "
        "at the library of Mauriac, is cancelled.",
        "The digital advisor's next dates.",
        "Tuesday 8 December, from 9 in the morning to noon, at the library of Mauriac.",
    ]


def test_a_street_is_said_once_without_its_town():
    hall, other = "20 place Georges-Pompidou, 15200 Mauriac", "Le Bourg, 15000 Ailleurs"
    dates = [datetime.date(2026, 12, 8 + day) for day in range(4)]
    told = [
        stop(date=date, stop=str(date), address=address)
        for date, address in zip(dates, (hall, hall, other, ""), strict=True)
    ]
    lines = spoken(pl.DataFrame(told)).splitlines()
    assert [line.partition("midi, ")[2] for line in lines[1:]] == [
        "à la bibliothèque de Mauriac, 20 place Georges-Pompidou.",
        "à la bibliothèque de Mauriac.",
        "à la bibliothèque de Mauriac, Le Bourg.",
        "à la bibliothèque de Mauriac.",
    ]
