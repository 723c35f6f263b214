"""Timetables of the small département for the tests: the rounds of its plan, put on dates."""

import datetime
import hashlib
from typing import Any

import polars as pl
from django.utils import timezone
from plans_kept import BELFORT, done_plan

from cockpit.plans import queries as plans
from cockpit.plans.models import Adoption, Plan
from cockpit.territories import places
from cockpit.timetables import storage
from cockpit.timetables.models import Stop, Timetable
from cockpit.timetables.states import READY
from maillage.vocabulary.timetable import MISSED, STOPS

HALVES = {"morning": (540, 720), "afternoon": (840, 1020)}
HERE = places.get("departement", BELFORT)


def monday(weeks: int = 1) -> datetime.date:
    """A Monday to come."""
    today = timezone.localdate()
    return today + datetime.timedelta(days=7 * weeks - today.weekday())


def adopted_plan(**fields: Any) -> Plan:
    """The département's plan, in force."""
    plan = done_plan(**fields)
    Adoption.objects.create(plan=plan, level=plan.level, code=plan.code, starts_on=timezone.localdate())
    return plan


def dated(plan: Plan, first: datetime.date, weeks: int = 2) -> pl.DataFrame:
    """The rounds of a plan on dates: what the river's timetable is without rules."""
    rounds = plans.table(plan, "rounds")
    here = places.ground().communes.filter(pl.col("code").is_in(rounds["place"].implode()))
    communes = {one["code"]: one for one in here.select("code", "departement", "epci", "epci_name").to_dicts()}
    rows = []
    for row in rounds.iter_rows(named=True):
        for week in range(weeks):
            if week % 2 != row["week"] - 1:
                continue
            begins, ends = HALVES[row["half"]]
            commune = communes[row["place"]]
            day = first + datetime.timedelta(days=7 * week + row["weekday"])
            rows.append({
                "stop": f"{row['post']}/{day:%G-W%V-%u}/{row['half']}", "post": row["post"], "date": day,
                "begins": begins, "ends": ends, "place": row["place"], "place_name": row["place_name"],
                "departement": commune["departement"], "epci": commune["epci"], "epci_name": commune["epci_name"],
                "venue": row["venue"], "venue_kind": row["venue_kind"], "zone": "Europe/Paris",
                "leg_minutes": row["leg_minutes"], "return_minutes": row["return_minutes"], "usual": True,
                "address": row["venue_address"],
            })  # fmt: skip
    return pl.DataFrame(rows, schema=STOPS).sort("date", "post", "begins")


def ready(plan: Plan, stops: pl.DataFrame, **fields: Any) -> Timetable:
    """A computed timetable of some stops, its files on disk."""
    digest = hashlib.sha256(stops.write_csv().encode()).hexdigest()
    first = stops["date"].min()
    values = {
        "plan": plan, "level": plan.level, "code": plan.code, "first_date": first,
        "last_date": first + datetime.timedelta(days=13), "state": READY, "result_hash": digest,
        "finished_at": timezone.now(), "share": 1.0,
    }  # fmt: skip
    made = Timetable.objects.create(**values | fields)
    missed = pl.DataFrame(schema=MISSED)
    storage.write(str(made.uuid), digest, {"stops": stops, "missed": missed})
    return made


def stop_at(day: datetime.date, begins: int = 0, ends: int = 1439, **fields: Any) -> Stop:
    """A published stop of its own timetable, on any day."""
    plan = fields.pop("plan", None) or done_plan()
    timetable = Timetable.objects.create(
        plan=plan, level=plan.level, code=plan.code, first_date=day, last_date=day, state="published",
        result_hash="r" * 64, finished_at=timezone.now(), published_at=timezone.now(),
    )  # fmt: skip
    post, base = plans.table(plan, "posts").select("post", "base").row(0)
    values = {
        "timetable": timetable, "key": "k", "post": post, "base": base, "place": "90010", "place_name": "Belfort",
        "departement": "90", "epci": "200069052", "venue": "Mairie", "venue_kind": "town_hall", "date": day,
        "begins": begins, "ends": ends, "zone": "Europe/Paris", "seats": 2, "changed_at": timezone.now(),
    }  # fmt: skip
    return Stop.objects.create(**values | fields)
