"""Plans and their tables, to those who may see them: adopted ones to everyone unless the site closes them."""

import datetime
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

import polars as pl
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.errors import ValidationError

from cockpit.api import formats
from cockpit.api.formats import Format
from cockpit.api.paging import Asked, Page, page
from cockpit.api.territories import WITHIN, file_name, place_of
from cockpit.plans import adopted, queries
from cockpit.plans.models import Plan
from cockpit.plans.states import DONE, STATES
from cockpit.territories.places import FRANCE
from cockpit.wording import both
from maillage.publish.tables import finite
from maillage.vocabulary.plan import COVERAGE, PLACES, POSTS, ROUNDS

router = Router()

Table = Literal["places", "posts", "rounds", "coverage"]
STOP = "stop"
KEYS = {"places": "code", "posts": "post", "rounds": STOP, "coverage": "code"}
"""Column of each table that no two rows share."""


class PlanRow(Schema):
    """A plan: what it is and what tells its result apart."""

    uuid: UUID
    name: str
    level: str
    code: str = Field(description="INSEE code; SIREN of an EPCI; `france`.")
    territory: str
    state: str = Field(description=", ".join(f"`{state}`" for state in STATES))
    in_force: bool = Field(description="Whether it is its territory's plan today.")
    created_at: datetime.datetime
    finished_at: datetime.datetime | None
    engine: str = Field(description="Version of the planner; empty until the plan is done, as the hashes.")
    problem_hash: str = Field(description="SHA-256 of all inputs: the same problem and engine give the same result.")
    result_hash: str = Field(description="SHA-256 of all tables.")


class Vintage(Schema):
    """Data a plan rests on."""

    name: str
    version: str
    vintage: str
    licence: str
    url: str


class Adopted(Schema):
    """A decision to make a plan a territory's own."""

    level: str
    code: str
    starts_on: datetime.date


class PlanSheet(PlanRow):
    """A plan with what was asked, what it rests on and what it found."""

    options: dict[str, Any]
    rules: list[Any] = Field(description="Lines `code, rule, count` decided before planning.")
    sources: list[Vintage]
    adoptions: list[Adopted]
    summary: dict[str, Any] = Field(description="Headline figures, as in `plan.json`; empty until the plan is done.")


class Sought(Asked):
    """Which plans, which page."""

    after: UUID | None = Field(None, description="`next` of the page before.")  # type: ignore[assignment]
    territory: str | None = Field(None, max_length=40, description="Plans made for `departement:15`, `france`...")
    state: str | None = Field(None, max_length=12, description="Plans in this state.")


class Cut(Asked):
    """Which rows of a table, which page, as what."""

    within: str | None = WITHIN
    format: Format = Field(
        "json", description="`json` is paged; the others are the whole table; places alone have points."
    )


def _row(plan: Plan, standing: set[int]) -> dict[str, Any]:
    """What every answer says of a plan."""
    kept = ("uuid", "name", "level", "state", "created_at", "finished_at", "engine", "problem_hash", "result_hash")
    return {name: getattr(plan, name) for name in kept} | {
        "code": plan.code or "france",
        "territory": plan.place.name,
        "in_force": plan.pk in standing,
    }


def _standing() -> set[int]:
    return {adoption.plan_id for adoption in adopted.in_force()}


def _seen(request: HttpRequest, uuid: UUID) -> Plan:
    """A plan the reader may see; any other is not there."""
    plan = queries.find(request.user, uuid)
    if plan is None:
        raise Http404
    return plan


@router.get("/plans", response=Page[PlanRow], summary="Plans you may see")
def plans(request: HttpRequest, sought: Annotated[Sought, Query()]) -> dict[str, Any]:
    """The latest first: adopted plans, and those of your territories if you are logged in."""
    found = queries.visible(request.user)
    if sought.after is not None:
        last = found.filter(uuid=sought.after).first()
        if last is None:
            raise Http404
        found = found.filter(pk__lt=last.pk)
    if sought.territory is not None:
        place = place_of(sought.territory) or FRANCE
        found = found.filter(level=place.level, code=place.code)
    if sought.state is not None:
        found = found.filter(state=sought.state)
    rows = list(found[: sought.limit + 1])
    shown, standing = rows[: sought.limit], _standing()
    following = str(shown[-1].uuid) if len(rows) > sought.limit else None
    return {"items": [_row(plan, standing) for plan in shown], "next": following}


@router.get("/plans/{uuid}", response=PlanSheet, summary="A plan")
def plan(request: HttpRequest, uuid: UUID) -> dict[str, Any]:
    """What was asked, the data and engine it rests on, what it found."""
    seen = _seen(request, uuid)
    done = seen.state == DONE
    decided = (
        {"level": one.level, "code": one.code or "france", "starts_on": one.starts_on} for one in seen.adoptions.all()
    )
    return _row(seen, _standing()) | {
        "options": finite(seen.options),
        "rules": seen.rules,
        "sources": queries.words(seen)["sources"] if done else seen.sources,
        "adoptions": list(decided),
        "summary": finite({name: value for name, value in seen.summary.items() if name != "sources"}),
    }


def _schema(columns: Mapping[str, Any]) -> dict[str, Any]:
    """JSON schema of a row of a table."""

    def kind(column: Any) -> str:
        if column == pl.Boolean:
            return "boolean"
        return "string" if column == pl.String else "number" if column.is_float() else "integer"

    return {
        "type": "object",
        "properties": {name: {"type": [kind(column), "null"]} for name, column in columns.items()},
    }


_ROWS = [_schema(columns) for columns in (PLACES, POSTS, {STOP: pl.String} | ROUNDS, COVERAGE)]
_DESCRIBED = {
    "responses": {
        200: {
            "content": {
                "application/json": {
                    "schema": {
                        "title": "PlanTable",
                        "type": "object",
                        "required": ["items", "next"],
                        "properties": {
                            "items": {"type": "array", "items": {"anyOf": _ROWS}},
                            "next": {"type": ["string", "null"]},
                        },
                    }
                }
            }
        }
    }
}


@router.get("/plans/{uuid}/{table}", summary="A table of a plan", openapi_extra=_DESCRIBED)
def plan_table(request: HttpRequest, uuid: UUID, table: Table, cut: Annotated[Cut, Query()]) -> Any:
    """Places visited and bases (`posts` > 0), posts, stops of rounds, or what each commune gets, as in a plan's files.

    A stop is named by its post, week, weekday (0 is Monday) and half (0 morning, 1 afternoon): in the order of names,
    each post's fortnight.
    """
    seen = _seen(request, uuid)
    place = place_of(cut.within) or FRANCE
    if seen.state != DONE:
        raise Http404
    if cut.format == "geojson" and table != "places":
        told = both(
            "seuls les lieux ont des points : demandez json, csv ou parquet",
            "places alone have points: ask for json, csv or parquet",
        )
        raise ValidationError([{"type": "no_points", "loc": ("query", "format"), "msg": str(told)}])
    rows = adopted.within(place, seen, table)
    rows = (_stops(rows) if table == "rounds" else rows).sort(KEYS[table])
    if cut.format == "json":
        return page(rows, cut, KEYS[table])
    name = file_name(f"plan-{seen.code or 'france'}-{seen.result_hash[:8]}-{table}", cut.within)
    return formats.file(request, rows, cut.format, name, seen.result_hash[:16])


def _stops(rounds: pl.DataFrame) -> pl.DataFrame:
    """Rounds with the name of each stop."""
    half = pl.when(pl.col("half") == "morning").then(0).otherwise(1)
    return rounds.select(pl.format("{}.{}{}{}", "post", "week", "weekday", half).alias(STOP), *rounds.columns)
