"""Places where advisors are or may be."""

from typing import Annotated, Any

import polars as pl
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from cockpit.api import formats
from cockpit.api.formats import Format
from cockpit.api.paging import Asked, Page, page
from cockpit.api.territories import WITHIN, file_name, place_of
from cockpit.plans import adopted, attendance, perms
from cockpit.territories import figures
from cockpit.territories.places import FRANCE
from cockpit.wording import current
from maillage.publish.tables import opening_words
from maillage.vocabulary.units import ALL_SLOTS

router = Router()


class Venue(Schema):
    """A place where an advisor sits or could sit."""

    id: str = Field(description="The same as long as its source tells it alike.")
    code: str = Field(description="INSEE code of its commune.")
    commune: str | None
    departement: str | None
    region: str | None
    epci: str | None
    kind: str | None = Field(description="`town_hall`, `library`, `france_services`, `tiers_lieu`, `post_office`...")
    name: str | None
    lon: float | None = Field(description="Degrees, WGS 84.")
    lat: float | None
    opening: int | None = Field(
        description="Bit mask of half-days: bit 2 x weekday + 0 for the morning, 1 for the afternoon."
    )
    opening_words: str | None = Field(description="The same in words, Monday to Friday.")
    hours: str | None = Field(description="`declared`, `published` or `assumed`.")
    desks: int | None = Field(description="Advisors at once.")
    source: str | None
    vintage: str | None
    half_days: int | None = Field(description="Visits per fortnight by the plan in force; null where none holds.")
    plan: str | None = Field(description="The plan in force there, see `/plans/{uuid}`.")
    address: str | None = Field(description="Street, postcode and town.")
    times: str | None = Field(description="Hours to the minute, in OpenStreetMap's words.")


class Where(Asked):
    """Which places, which page, as what."""

    within: str | None = WITHIN
    visited: bool | None = Field(None, description="`true`: those a plan in force visits; `false`: the others.")
    format: Format = Field("json", description="`json` is paged; the others are the whole table.")


@router.get("/places", response=Page[Venue], summary="Places where advisors are or may be")
def places(request: HttpRequest, where: Annotated[Where, Query()]) -> dict[str, Any] | HttpResponse:
    """Libraries, France services, post offices, third places, town halls..., when they are open, and who comes."""
    held = adopted.standing(adopted.in_force()) if perms.sees_adopted(request.user) else ()
    table = attendance.of(place_of(where.within) or FRANCE, held)
    if where.visited is not None:
        table = table.filter((pl.col("half_days").fill_null(0) > 0) == where.visited)
    told = _in_words(table)
    if where.format == "json":
        return page(told, where, key="id")
    name = file_name("places" + {None: "", True: "-visited", False: "-free"}[where.visited], where.within)
    stamp = f"{figures.table().stamp}-{adopted.stamp(held)}-{current()}"
    return formats.file(request, told, where.format, name, stamp)


def _in_words(table: pl.DataFrame) -> pl.DataFrame:
    """The table with its opening in words beside the mask."""
    masks = table["opening"].unique().drop_nulls().to_list()
    said = [opening_words(mask & ALL_SLOTS) for mask in masks]
    words = pl.col("opening").replace_strict(masks, said, default=None, return_dtype=pl.String)
    at = table.columns.index("opening") + 1
    return table.select(*table.columns[:at], words.alias("opening_words"), *table.columns[at:])
