"""Publishing: stops keep their identity, what people notice is told, nothing is deleted."""

import datetime
from collections.abc import Callable

import polars as pl
import pytest
from django.utils import timezone
from plans_kept import done_plan
from timetables_kept import HERE, adopted_plan, dated, monday, ready

from cockpit.accounts.models import User
from cockpit.accounts.operations import NotAllowed
from cockpit.errors import Refused
from cockpit.journal.queries import of_subject
from cockpit.territories import places
from cockpit.timetables import operations, queries, settling, storage
from cockpit.timetables.models import Stop, Timetable
from cockpit.timetables.models.stops import Was
from cockpit.timetables.states import CALLED_OFF, PLANNED, PUBLISHED, READY, REPLACED
from maillage.vocabulary.timetable import MISSED, CalendarRule

pytestmark = [pytest.mark.django_db, pytest.mark.database]

Holder = Callable[..., User]


@pytest.fixture
def pilot(holder: Holder) -> User:
    return holder("departement_pilot", "departement", "90")


def uids() -> dict[str, object]:
    return dict(Stop.objects.values_list("key", "uid"))


def acts(timetable: Timetable) -> list[str]:
    return [entry.action for entry in reversed(of_subject("timetable", timetable.uuid))]


def test_a_first_publication_makes_every_stop(pilot: User) -> None:
    plan = adopted_plan()
    table = dated(plan, monday())
    timetable = ready(plan, table)
    settled = operations.publish(by=pilot, timetable=timetable)
    assert len(settled.gained) == Stop.objects.count() == table.height > 20
    timetable.refresh_from_db()
    assert (timetable.state, timetable.published_by) == (PUBLISHED, pilot)
    assert acts(timetable) == ["timetable.published"]
    entry = of_subject("timetable", timetable.uuid)[0]
    assert entry.details == {"gained": table.height, "moved": 0, "lost": 0}
    kept = queries.table(queries.stops(HERE, monday(), monday(3))).select(table.columns)
    order = ["date", "post", "begins"]
    assert kept.sort(order).equals(
        table.with_columns(pl.col("venue", "venue_kind", "address").fill_null("")).sort(order)
    )


def test_the_same_again_changes_nothing_people_see(pilot: User) -> None:
    plan = adopted_plan()
    table = dated(plan, monday())
    operations.publish(by=pilot, timetable=ready(plan, table))
    before = list(Stop.objects.order_by("pk").values("uid", "sequence", "changed_at", "state"))
    again = ready(plan, table)
    settled = operations.publish(by=pilot, timetable=again)
    assert [settled.gained, settled.moved, settled.lost, settled.changed] == [[]] * 4
    assert list(Stop.objects.order_by("pk").values("uid", "sequence", "changed_at", "state")) == before
    assert set(Stop.objects.values_list("timetable", flat=True)) == {again.pk}
    assert sorted(Timetable.objects.values_list("state", flat=True)) == [PUBLISHED, REPLACED]


def test_moved_stops_keep_their_uid_and_lost_ones_are_cancelled(pilot: User) -> None:
    plan = adopted_plan()
    table = dated(plan, monday())
    operations.publish(by=pilot, timetable=ready(plan, table))
    before = uids()
    late, venue, lost, quiet = table["stop"].head(4).to_list()
    changed = table.filter(pl.col("stop") != lost).with_columns(
        begins=pl.when(pl.col("stop") == late).then(pl.col("begins") + 15).otherwise("begins").cast(pl.Int16),
        venue=pl.when(pl.col("stop") == venue).then(pl.lit("Ailleurs")).otherwise("venue"),
        leg_minutes=pl.when(pl.col("stop") == quiet).then(pl.col("leg_minutes") + 1).otherwise("leg_minutes"),
    )
    settled = operations.publish(by=pilot, timetable=ready(plan, changed, first_date=monday()))
    assert {stop.key for stop in settled.moved} == {late, venue}
    assert [stop.key for stop in settled.lost] == [lost]
    assert uids() == before
    now = {stop.key: stop for stop in Stop.objects.all()}
    assert {key: (now[key].sequence, now[key].state) for key in (late, venue, lost, quiet)} == {
        late: (1, PLANNED), venue: (1, PLANNED), lost: (1, CALLED_OFF), quiet: (0, PLANNED)}  # fmt: skip
    assert now[lost].lost
    assert now[late].was == Was(now[late].date, now[late].begins - 15, now[late].ends, now[late].venue)
    assert now[venue].was is not None
    assert (now[venue].venue, now[venue].was.venue) == ("Ailleurs", table.row(1, named=True)["venue"])
    assert now[lost].was is now[quiet].was is None
    settled = operations.publish(by=pilot, timetable=ready(plan, table))  # back as it was
    assert {stop.key for stop in settled.moved} == {late, venue}
    assert [stop.key for stop in settled.back] == [lost]
    again = Stop.objects.get(key=lost)
    assert (again.uid, again.state, again.lost, again.sequence) == (before[lost], PLANNED, False, 2)
    assert again.was is None


def test_two_stops_may_swap_their_hours(pilot: User) -> None:
    """The database never sees one advisor twice at one time, even between two rows."""
    plan = adopted_plan()
    table = dated(plan, monday())
    operations.publish(by=pilot, timetable=ready(plan, table))
    day = table.filter(pl.len().over("post", "date") == 2).head(2)
    one, two = day["stop"].to_list()
    swapped = table.with_columns(
        pl.when(pl.col("stop") == one).then(day[name][1]).when(pl.col("stop") == two).then(day[name][0])
        .otherwise(name).cast(pl.Int16).alias(name) for name in ("begins", "ends")
    )  # fmt: skip
    settled = operations.publish(by=pilot, timetable=ready(plan, swapped))
    assert {stop.key for stop in settled.moved} == {one, two}


def test_what_was_called_off_by_hand_stays_so_until_it_moves(pilot: User, holder: Holder) -> None:
    plan = adopted_plan()
    table = dated(plan, monday())
    operations.publish(by=pilot, timetable=ready(plan, table))
    stop = Stop.objects.order_by("date", "begins").first()
    assert stop is not None
    operations.cancel_stop(by=holder("coordinator", "departement", "90"), stop=stop, reason="Salle fermée")
    operations.publish(by=pilot, timetable=ready(plan, table))
    stop.refresh_from_db()
    assert (stop.state, stop.reason, stop.sequence) == (CALLED_OFF, "Salle fermée", 1)
    later = pl.when(pl.col("stop") == stop.key).then(pl.col("ends") + 30).otherwise("ends").cast(pl.Int16)
    operations.publish(by=pilot, timetable=ready(plan, table.with_columns(ends=later)))
    stop.refresh_from_db()
    assert (stop.state, stop.reason, stop.sequence) == (PLANNED, "", 2)


def test_only_its_own_days_are_taken_over(pilot: User) -> None:
    plan = adopted_plan()
    operations.publish(by=pilot, timetable=ready(plan, dated(plan, monday(), weeks=2)))
    first = Timetable.objects.get()
    later = dated(plan, monday(2), weeks=1)
    operations.publish(by=pilot, timetable=ready(plan, later, last_date=monday(3) - datetime.timedelta(days=1)))
    week = queries.stops(HERE, monday(), monday(2) - datetime.timedelta(days=1))
    assert set(week.values_list("timetable", flat=True)) == {first.pk}
    assert not week.filter(state=CALLED_OFF).exists()
    planned = queries.stops(HERE, monday(2), monday(3), [PLANNED])
    assert planned.count() == later.height


def test_a_longer_timetable_outlives_a_mending_inside_it(pilot: User) -> None:
    plan = adopted_plan()
    table = dated(plan, monday())
    long = ready(plan, table)
    operations.publish(by=pilot, timetable=long)
    week = table.filter(pl.col("date") < monday(2))
    operations.publish(by=pilot, timetable=ready(plan, week, last_date=monday(2) - datetime.timedelta(days=1)))
    long.refresh_from_db()
    assert long.state == PUBLISHED
    assert not Stop.objects.filter(state=CALLED_OFF).exists()


def test_a_stop_that_has_begun_is_left_alone(pilot: User) -> None:
    plan = adopted_plan()
    table = dated(plan, monday())
    operations.publish(by=pilot, timetable=ready(plan, table))
    empty = ready(plan, table.filter(pl.col("date") >= monday(2)), first_date=monday())
    noon = datetime.datetime.combine(monday(), datetime.time(12), timezone.get_current_timezone())
    lost = {(stop.date, stop.begins) for stop in settling.settle(empty, noon).lost}
    assert min(lost) >= (monday(), 840)
    assert (monday(), 540) in {(stop.date, stop.begins) for stop in settling.settle(empty).lost}  # the control


def test_the_narrowest_territory_s_timetable_stands(pilot: User, holder: Holder) -> None:
    plan = adopted_plan()
    table = dated(plan, monday())
    operations.publish(by=pilot, timetable=ready(plan, table))
    epci = places.get("epci", table["epci"].mode().sort()[0])
    here = table.filter(pl.col("epci") == epci.code)
    own = done_plan(level="epci", code=epci.code)
    some = here.head(3).with_columns(stop=pl.lit("epci/") + pl.col("stop"))
    narrow = ready(own, some, first_date=monday(), last_date=monday() + datetime.timedelta(days=13))
    operations.publish(by=holder("coordinator", "epci", epci.code), timetable=narrow)
    planned = queries.stops(epci, monday(), monday(3), [PLANNED])
    assert {stop.key for stop in planned} == set(some["stop"])
    outside = Stop.objects.filter(state=PLANNED).exclude(epci=epci.code)
    assert outside.count() == table.height - here.height > 0
    settled = operations.publish(by=pilot, timetable=ready(plan, table))  # the wider again: the narrower still stands
    assert [settled.gained, settled.moved, settled.lost] == [[]] * 3
    assert {stop.key for stop in planned.all()} == set(some["stop"])


def test_who_may_publish_and_what(holder: Holder, pilot: User) -> None:
    plan = adopted_plan()
    timetable = ready(plan, dated(plan, monday()))
    for role, level, code in (("advisor", "departement", "90"), ("departement_pilot", "departement", "25"),
                              ("host_manager", "departement", "90"), ("coordinator", "epci", "200069052")):  # fmt: skip
        with pytest.raises(NotAllowed):
            operations.publish(by=holder(role, level, code), timetable=timetable)
    assert not Stop.objects.exists()
    operations.publish(by=pilot, timetable=timetable)
    with pytest.raises(Refused, match="prêt"):
        operations.publish(by=pilot, timetable=timetable)


def test_what_another_timetable_has_overtaken_is_not_published_but_asked_again(pilot: User) -> None:
    """Two advisors fall ill in one morning: the second mending must not undo the first."""
    plan = adopted_plan()
    table = dated(plan, monday())
    long = ready(plan, table)
    operations.publish(by=pilot, timetable=long)
    long.refresh_from_db()
    one, other = queries.posts_of(HERE)[:2]
    away = {post: CalendarRule("leave", post, first=monday(), last=monday(2)) for post in (one, other)}
    first, second = (operations.propose(by=pilot, timetable=long, rules=[away[post]]) for post in (one, other))
    for proposal, post in ((first, one), (second, other)):
        left = table.filter(pl.col("post") != post)
        storage.write(str(proposal.uuid), post, {"stops": left, "missed": pl.DataFrame(schema=MISSED)})
        Timetable.objects.filter(pk=proposal.pk).update(state=READY, result_hash=post, finished_at=timezone.now())
        proposal.refresh_from_db()
    assert not queries.overtaken(second)
    operations.publish(by=pilot, timetable=first)
    first.refresh_from_db()
    assert queries.overtaken(second)
    with pytest.raises(Refused, match="recalculez"):
        operations.publish(by=pilot, timetable=second)
    second.refresh_from_db()
    assert (second.state, Stop.objects.filter(post=one, state=PLANNED).count()) == (READY, 0)
    renewed = operations.renew(by=pilot, timetable=second)
    second.refresh_from_db()
    assert (second.state, renewed.parent) == ("cancelled", first)
    assert [rule["subject"] for rule in renewed.proposed] == [other]
    assert [rule["subject"] for rule in renewed.rules] == [one, other]
    assert not queries.overtaken(renewed)


def test_a_timetable_overtaken_before_it_was_published_is_asked_for_the_same_days(pilot: User) -> None:
    plan = adopted_plan()
    early = ready(plan, dated(plan, monday()))
    operations.publish(by=pilot, timetable=ready(plan, dated(plan, monday())))
    with pytest.raises(Refused, match="recalculez"):
        operations.publish(by=pilot, timetable=early)
    made = operations.renew(by=pilot, timetable=early)
    assert (made.first_date, made.last_date, made.parent) == (early.first_date, early.last_date, None)
    elsewhere = ready(plan, dated(plan, monday(20)))
    operations.publish(by=pilot, timetable=ready(plan, dated(plan, monday(10))))
    operations.publish(by=pilot, timetable=elsewhere)  # other days: nothing overtakes it
