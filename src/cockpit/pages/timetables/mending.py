"""Mending a published timetable: what happened is said in a form, a proposal answers."""

import time
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cockpit.pages.plans.access import account, acted
from cockpit.pages.timetables import saying
from cockpit.pages.timetables.access import seen
from cockpit.pages.timetables.forms import Choices, RuleForm
from cockpit.pages.timetables.showing import head
from cockpit.timetables import operations, perms
from cockpit.timetables.models import Timetable
from cockpit.timetables.states import PUBLISHED, READY
from cockpit.wording import both
from maillage.vocabulary import timetable as vocabulary

EVENTS = {
    "absence": (vocabulary.LEAVE, both("Un conseiller est absent", "An advisor is away"), ("first", "last")),
    "fermeture": (vocabulary.CLOSED, both("Un lieu ferme", "A venue closes"), ("first", "last")),
    "poste": (vocabulary.CONTRACT, both("Un poste est perdu", "A post is lost"), ("last",)),
    "commune": (vocabulary.EVERY, both("Une commune rejoint la tournée", "A commune joins the round"), ("value",)),
}
"""What may happen: the rule it makes, how people say it, what must be told."""
HINTS = {
    "absence": both("Maladie, congé imprévu : ses passages vont à d'autres quand c'est possible.",
                    "Illness, sudden leave: its stops go to others where possible."),
    "fermeture": both("Travaux, fermeture : ses passages changent de jour quand c'est possible.",
                      "Works, closing: its stops move to other days where possible."),
    "poste": both("Dernier jour du poste : ses passages vont à d'autres ensuite.",
                  "Last day of the post: its stops go to others afterwards."),
    "commune": both("Elle reçoit un passage toutes les N semaines.", "It gets one stop every N weeks."),
}  # fmt: skip


class EventForm(RuleForm):
    """What happened, as a rule of the calendar."""

    def __init__(self, event: str, posts: Choices, data: Any = None, **named: Any) -> None:
        kind, self.said, needed = EVENTS[event]
        super().__init__(kind, posts, data, **named)
        self.event = event
        for name in list(self.fields):
            if name not in ("subject", *needed):
                del self.fields[name]
            else:
                self.fields[name].required = True
        if event == "poste":
            self.fields["last"].label = both("Dernier jour travaillé", "Last day worked")

    @property
    def title(self) -> str:
        """What happened."""
        return self.said

    @property
    def hint(self) -> str:
        """What the proposal will do."""
        return HINTS[self.event]


@require_http_methods(["GET", "HEAD", "POST"])
@seen
def mend(request: HttpRequest, timetable: Timetable) -> HttpResponse:
    """One form for each thing that may happen."""
    if not perms.may_plan(request.user, timetable.place) or timetable.state != PUBLISHED:
        raise Http404
    sent = request.POST.get("event", "")
    if request.method == "POST" and sent not in EVENTS:
        raise Http404
    posts = saying.post_choices(timetable.place)
    ill = {"subject": request.GET.get("poste", ""), "first": max(timezone.localdate(), timetable.first_date)}
    made = [
        EventForm(event, posts, request.POST if event == sent else None, initial=ill if event == "absence" else None)
        for event in EVENTS
    ]
    form = next((form for form in made if form.is_bound), None)
    if form is not None and form.is_valid() and (answer := _proposed(request, timetable, [form])):
        return answer
    return render(request, "timetables/mend.html", {**head(request.user, timetable), "forms": made})


@require_POST
@seen
def again(request: HttpRequest, timetable: Timetable) -> HttpResponse:
    """The same under the rules of today."""
    return _proposed(request, timetable, []) or redirect("timetable", uuid=timetable.uuid)


def _proposed(request: HttpRequest, timetable: Timetable, told: list[EventForm]) -> HttpResponse | None:
    """The page of a proposal: what it changes if it comes in a few seconds, else how far it is."""
    made: list[Timetable] = []
    rules = [form.rule for form in told]
    if not acted(
        request, lambda: made.append(operations.propose(by=account(request), timetable=timetable, rules=rules))
    ):
        return None
    return proposal(made[0])


def proposal(timetable: Timetable) -> HttpResponse:
    """To what a timetable asked for changes if it comes in a few seconds, else to how far it is."""
    return redirect("timetable_publish" if _ready(timetable) else "timetable", uuid=timetable.uuid)


def _ready(timetable: Timetable) -> bool:
    """Wait a little for a proposal."""
    until = time.monotonic() + settings.PROPOSAL_SECONDS
    while time.monotonic() < until:
        timetable.refresh_from_db(fields=["state"])
        if timetable.state not in ("waiting", "running"):
            break
        time.sleep(0.15)
    return timetable.state == READY
