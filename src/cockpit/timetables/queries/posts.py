"""Posts: what the plans in force ask for, who works them, which rules bind them."""

import datetime
from collections.abc import Callable, Iterable

from django.db.models import Q, QuerySet

from cockpit.accounts.models import User
from cockpit.plans import adopted
from cockpit.plans import queries as plans
from cockpit.plans.models import Plan
from cockpit.territories import places
from cockpit.territories.places import Place
from cockpit.timetables.models import Assignment, Rule


def posts_of(place: Place) -> list[str]:
    """Posts that leave from a territory, under the plans in force."""
    return [str(post) for post in adopted.table_of(place, "posts")["post"].to_list()]


def bases_in(plan: Plan) -> dict[str, str]:
    """Commune that each post of a plan leaves from."""
    return dict(plans.table(plan, "posts").select("post", "base").iter_rows())


def bases_of(place: Place) -> dict[str, str]:
    """Commune that each post of a territory leaves from, under the plans in force."""
    return dict(adopted.table_of(place, "posts").select("post", "base").iter_rows())


def visited(place: Place) -> set[str]:
    """Communes that the posts of a territory visit, wherever they lie."""
    rounds = adopted.table_of(places.FRANCE, "rounds")
    return set(rounds.filter(rounds["post"].is_in(posts_of(place)))["place"].to_list())


def rules(place: Place) -> list[Rule]:
    """Rules that may bind a territory's timetable: its own, those of what it holds and of what holds it."""
    kept = Rule.objects.filter(removed_at__isnull=True)
    territories = kept.order_by().values_list("level", "code").distinct()
    near = Q(pk__in=[])
    for level, code in territories:
        other = places.get(level, code)
        if places.within(other, place) or places.within(place, other):
            near |= Q(level=level, code=code)
    return list(kept.filter(near).select_related("made_by"))


def rule(number: int) -> Rule | None:
    """A rule that holds."""
    return Rule.objects.filter(pk=number, removed_at__isnull=True).first()


def worker(post: str, day: datetime.date) -> Assignment | None:
    """Who works a post on a day; None: it is vacant."""
    return working([post], day).get(post)


def working(posts: list[str], day: datetime.date) -> dict[str, Assignment]:
    """Who works each of some posts on a day; the vacant ones are left out."""
    held = Assignment.objects.filter(Q(last__isnull=True) | Q(last__gte=day), post__in=posts, first__lte=day)
    return {one.post: one for one in held.select_related("user")}


def duty(posts: Iterable[str]) -> Callable[[str, datetime.date], User | None]:
    """Who works some posts, asked at once: a function of a post and a day."""
    held: dict[str, list[Assignment]] = {}
    for one in Assignment.objects.filter(post__in=set(posts)).select_related("user"):
        held.setdefault(one.post, []).append(one)

    def who(post: str, day: datetime.date) -> User | None:
        own = held.get(post, ())
        return next((one.user for one in own if one.first <= day and (one.last is None or one.last >= day)), None)

    return who


def assignments(post: str) -> QuerySet[Assignment]:
    """Everyone who worked a post or will, in order."""
    return Assignment.objects.filter(post=post).select_related("user")


def assignment(number: int) -> Assignment | None:
    """An assignment."""
    return Assignment.objects.filter(pk=number).select_related("user").first()
