"""Who works which post of a territory."""

import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cockpit.accounts import queries as accounts
from cockpit.pages.plans.access import account, acted
from cockpit.pages.territory import asked
from cockpit.pages.timetables import saying
from cockpit.pages.timetables.forms import AssignForm
from cockpit.territories import places
from cockpit.territories.places import Place
from cockpit.timetables import operations, perms, queries
from cockpit.wording import both


@require_safe
def posts(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """Posts that leave from a territory, occupied or vacant."""
    place = _run(request, level, code)
    bases, today = queries.bases_of(place), timezone.localdate()
    working = queries.working(list(bases), today)
    rows = [(post, saying.commune(base), working.get(post)) for post, base in sorted(bases.items())]
    return render(request, "timetables/posts.html", {"place": place, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, level: str, code: str, post: str) -> HttpResponse:
    """Give a post to someone; who worked it before, and will."""
    place = _run(request, level, code)
    base = queries.bases_of(place).get(post)
    if base is None:
        raise Http404
    home = places.get("commune", base)
    form = AssignForm(_people(home), request.POST or None, initial={"first": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        person = accounts.account(found.pop("user"))
        if person is not None and acted(
            request,
            lambda: operations.assign(by=account(request), post=post, base=home, user=person, **found),
            str(both(f"Le poste {post} est confié à {person}.", f"Post {post} is given to {person}.")),
        ):
            return redirect("timetable_posts", level=place.level, code=place.code or "france")
    context = {"place": place, "post": post, "base": home, "form": form, "held": queries.assignments(post)}
    return render(request, "timetables/post.html", context)


@require_POST
def free(request: HttpRequest, number: int) -> HttpResponse:
    """End an assignment today: from tomorrow on the post is vacant."""
    held = queries.assignment(number)
    if held is None or not perms.may_assign(request.user, held.place):
        raise Http404
    last = max(held.first - datetime.timedelta(days=1), timezone.localdate())
    if held.first > timezone.localdate():
        last = held.first - datetime.timedelta(days=1)
    acted(
        request,
        lambda: operations.free(by=account(request), assignment=held, last=last),
        str(both("C'est fini : le poste est vacant ensuite.", "It is over: the post is vacant afterwards.")),
    )
    return redirect("timetable_post", level=held.level, code=held.code or "france", post=held.post)


def _run(request: HttpRequest, level: str, code: str) -> Place:
    place = asked(level, code)
    if not perms.may_assign(request.user, place):
        raise Http404
    return place


def _people(base: Place) -> list[tuple[str, str]]:
    """Accounts with an advisor's mandate around a post's home."""
    around = [base, *places.parents(base)]
    found = {
        held.user_id: f"{held.user} ({held.user.email})" if held.user.name else held.user.email
        for held in accounts.holders(around)
        if held.role == "advisor" and held.place in around
    }
    return [(str(number), name) for number, name in sorted(found.items(), key=lambda pair: pair[1])]
