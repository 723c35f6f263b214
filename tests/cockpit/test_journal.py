"""The journal keeps every act, and shows whoever changed it behind its back."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from cockpit.journal import queries
from cockpit.journal.models import Entry
from cockpit.journal.operations import record

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def act(number: int = 1) -> Entry:
    with transaction.atomic():
        return record(actor=number, action="test.done", subject="thing", subject_id=number, details={"é": [1, None]})


def test_entries_follow_each_other() -> None:
    entries = [act(number) for number in range(5)]
    assert queries.first_broken() is None
    assert [entry.pk for entry in queries.everything()] == [entry.pk for entry in reversed(entries)]
    assert list(queries.of_subject("thing", 3)) == [entries[3]]


def test_writing_needs_the_transaction_of_the_act(transactional_db: None) -> None:
    with pytest.raises(RuntimeError):
        record(actor=1, action="test.done", subject="thing", subject_id=1)


@pytest.mark.parametrize("change", ["UPDATE journal_entry SET action = 'x'", "DELETE FROM journal_entry"])
def test_the_database_refuses_changes(change: str) -> None:
    act()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert queries.first_broken() is None


@pytest.mark.parametrize("change", ["actor = 9", "details = '{}'", "at = '2020-01-01 00:00:00+00:00'", "code = '15'"])
def test_the_chain_shows_what_the_triggers_could_not_stop(change: str) -> None:
    entries = [act(number) for number in range(3)]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER journal_no_UPDATE")
        else:
            cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER ALL")
        cursor.execute(f"UPDATE journal_entry SET {change} WHERE id = %s", [entries[1].pk])
    broken = queries.first_broken()
    assert broken is not None
    assert broken.pk == entries[1].pk


@pytest.mark.django_db(transaction=True)
def test_simultaneous_acts_make_one_chain() -> None:
    failures: list[Exception] = []

    def many() -> None:
        try:
            for number in range(10):
                act(number)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Entry.objects.count() == 40
    assert queries.first_broken() is None
