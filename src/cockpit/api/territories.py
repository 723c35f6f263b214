"""Territories and their figures."""

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from cockpit.api import formats
from cockpit.api.formats import Format
from cockpit.api.paging import Asked, Page, page
from cockpit.territories import figures, places, tables
from maillage.indicators.measures import REGISTRY
from maillage.vocabulary.errors import UnknownTerritory

router = Router()

Level = Literal["france", "region", "departement", "epci", "commune"]
WITHIN: Any = Field(None, max_length=40, description="`departement:15`, `epci:200066637`, `region:84`.")
"""A territory that holds the rows asked for."""


class Territory(Schema):
    """A territory."""

    level: str
    code: str = Field(description="INSEE code; SIREN of an EPCI; `france`.")
    name: str
    departement: str | None
    region: str | None
    epci: str | None
    population: int | None
    lon: float | None = Field(description="Degrees, WGS 84.")
    lat: float | None


class Value(Territory):
    """A territory and one figure."""

    value: float | None = Field(description="null: no open data, see the territory's own figures for the reason.")
    low: float | None
    high: float | None


class Indicator(Schema):
    """What a figure is."""

    code: str
    label_fr: str
    label_en: str
    unit: str
    formula: str
    better: str | None


class Figure(Schema):
    """A figure of a territory beside those of its peers."""

    indicator: str
    value: float | None
    low: float | None
    high: float | None
    source: str
    vintage: str
    reason: str | None
    peers: int | None
    rank: int | None
    q1: float | None
    median: float | None
    q3: float | None


class Scope(Asked):
    """Which territories, which page, as what."""

    level: Level = "commune"
    within: str | None = WITHIN
    format: Format = Field("json", description="`json` is paged; the others are the whole table.")


def place_of(spec: str | None) -> places.Place | None:
    """The territory of a query; none for all of France."""
    if not spec:
        return None
    level, _, code = spec.partition(":")
    return found(level, code)


def found(level: str, code: str) -> places.Place:
    """A territory, or 404."""
    try:
        return places.get(level, "" if level == "france" else code.upper())
    except UnknownTerritory as error:
        raise Http404 from error


def file_name(table: str, within: str | None) -> str:
    """Name of a file that holds a table of a territory."""
    return f"{table}-{within.replace(':', '-')}" if within else table


@router.get("/territories", response=Page[Territory], summary="Territories of a level")
def territories(request: HttpRequest, scope: Annotated[Scope, Query()]) -> dict[str, Any] | HttpResponse:
    """Régions, départements, EPCI or communes, in the order of their codes."""
    table = tables.within(scope.level, place_of(scope.within))
    if scope.format != "json":
        name = file_name(f"territories-{scope.level}", scope.within)
        return formats.file(request, table, scope.format, name, places.ground().fingerprint[:16])
    return page(table, scope)


@router.get("/territories/{level}/{code}", response=Territory, summary="A territory")
def territory(request: HttpRequest, level: Level, code: str) -> dict[str, Any]:  # noqa: ARG001 - the library's signature
    """Its name, what it lies in, its people and its point."""
    return tables.one(found(level, code))


@router.get("/territories/{level}/{code}/indicators", response=list[Figure], summary="Figures of a territory")
def sheet(request: HttpRequest, level: Level, code: str) -> list[dict[str, Any]]:  # noqa: ARG001
    """Every indicator, beside those of territories alike; `reason` tells why one is missing."""
    return [
        {
            "indicator": name,
            **{
                field: getattr(figure, field)
                for field in (
                    "value",
                    "low",
                    "high",
                    "source",
                    "vintage",
                    "reason",
                    "peers",
                    "rank",
                    "q1",
                    "median",
                    "q3",
                )
            },
        }
        for name, figure in figures.sheet(found(level, code)).figures.items()
    ]


@router.get("/indicators", response=list[Indicator], summary="Indicators")
def indicators(request: HttpRequest) -> list[dict[str, Any]]:  # noqa: ARG001
    """What each figure is, its unit and formula."""
    return [
        {
            "code": each.code,
            "label_fr": each.labels[0],
            "label_en": each.labels[1],
            "unit": each.unit,
            "formula": each.formula.text,
            "better": each.better,
        }
        for each in REGISTRY.values()
    ]


@router.get("/indicators/{indicator}", response=Page[Value], summary="A figure of every territory of a level")
def values(request: HttpRequest, indicator: str, scope: Annotated[Scope, Query()]) -> dict[str, Any] | HttpResponse:
    """One indicator across territories, in the order of their codes."""
    if indicator not in REGISTRY:
        raise Http404
    table = tables.with_indicator(scope.level, indicator, place_of(scope.within))
    if scope.format != "json":
        name = file_name(f"{indicator}-{scope.level}", scope.within)
        return formats.file(request, table, scope.format, name, figures.table().stamp)
    return page(table, scope)
