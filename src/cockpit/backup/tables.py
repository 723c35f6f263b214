"""Every table as neutral lines: one JSON array a row, by key, whatever the database engine."""

import base64
import datetime
import decimal
import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.state import StateApps

LEFT_OUT = {"sessions.session", "usersessions.usersession", "accounts.remembered"}
"""Tables that are not kept: everyone logs in again, limits count anew."""
BATCH = 1000

Model = type[models.Model]


def kept(apps: Apps | StateApps) -> dict[str, Model]:
    """Every table's model, those between two models included, by label."""
    found = {model._meta.label_lower: model for model in apps.get_models(include_auto_created=True)}
    return {label: found[label] for label in sorted(found) if label not in LEFT_OUT and found[label]._meta.managed}


def columns(model: Model) -> list[models.Field[Any, Any]]:
    """Fields of a table, by column name."""
    return sorted(model._meta.concrete_fields, key=lambda field: str(field.column))


def lines(model: Model, using: str) -> Iterator[bytes]:
    """Rows of a table, by key."""
    names = [field.attname for field in columns(model)]
    rows = model._base_manager.using(using).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=BATCH):
        yield json.dumps([_plain(value) for value in row], ensure_ascii=False, sort_keys=True).encode() + b"\n"


def digest(found: Iterable[bytes]) -> tuple[int, str]:
    """Number and SHA-256 of lines."""
    number, total = 0, hashlib.sha256()
    for line in found:
        number += 1
        total.update(line)
    return number, total.hexdigest()


def fill(model: Model, names: list[str], found: Iterable[bytes], connection: BaseDatabaseWrapper) -> None:
    """Insert lines into an empty table; ``names`` are their columns."""
    fields = {str(field.column): field for field in columns(model)}
    chosen = [fields[name] for name in names]
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    table, holes = connection.ops.quote_name(model._meta.db_table), ", ".join(["%s"] * len(names))
    statement = f"INSERT INTO {table} ({quoted}) VALUES ({holes})"
    with connection.cursor() as cursor:
        batch: list[list[Any]] = []
        for line in found:
            values = zip(chosen, json.loads(line), strict=True)
            batch.append([field.get_db_prep_save(_read(field, value), connection) for field, value in values])
            if len(batch) == BATCH:
                cursor.executemany(statement, batch)
                batch = []
        if batch:
            cursor.executemany(statement, batch)


def renumber(found: Iterable[Model], connection: BaseDatabaseWrapper) -> None:
    """Let new rows be numbered after those that were inserted with their numbers."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(found)):
            cursor.execute(statement)


def _plain(value: Any) -> Any:
    """A value as JSON holds it, without loss."""
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (uuid.UUID, decimal.Decimal)):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    return value


def _read(field: models.Field[Any, Any], value: Any) -> Any:
    """The value back; what a JSON field holds is as it stands."""
    return value if isinstance(field, models.JSONField) else field.to_python(value)
