"""Who works which post."""

import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from cockpit.accounts.models import User
from cockpit.accounts.operations import NotAllowed
from cockpit.errors import Refused
from cockpit.territories.places import Place
from cockpit.timetables import perms, queries
from cockpit.timetables.models import Assignment
from cockpit.timetables.operations import notes
from cockpit.wording import both


@transaction.atomic
def assign(
    *, by: User, post: str, base: Place, user: User, first: datetime.date, last: datetime.date | None = None
) -> Assignment:
    """Give a post to an account from a day on, until another day or for good.

    Raises
    ------
    NotAllowed
        If ``by`` does not run the posts of that commune.
    Refused
        If no such post leaves from there, the account is no advisor's, or someone works the post then.
    """
    if not perms.may_assign(by, base):
        raise NotAllowed
    if post not in queries.posts_of(base):
        raise Refused(both(f"Aucun poste {post} ne part de {base} dans le plan en vigueur.",
                           f"No post {post} leaves from {base} in the plan in force."))  # fmt: skip
    if not perms.may_hold(user):
        raise Refused(
            both(
                f"{user} n'a pas le rôle de conseiller numérique : invitez d'abord cette personne à ce rôle.",
                f"{user} does not hold the role of digital advisor: invite them to this role first.",
            )
        )
    if last is not None and last < first:
        raise Refused(both("La fin vient avant le début : corrigez les dates.",
                           "The end comes before the start: correct the dates."))  # fmt: skip
    try:
        with transaction.atomic():
            made = Assignment.objects.create(
                post=post, level=base.level, code=base.code, user=user, first=first, last=last, made_by=by
            )
    except IntegrityError as error:
        raise Refused(
            both(
                f"Quelqu'un occupe déjà le poste {post} sur une partie de ces dates : mettez-y fin d'abord.",
                f"Someone already works post {post} on some of these days: end that first.",
            )
        ) from error
    notes.on_territory(by, made, "post.assigned", "post", post, {"post": post, "user": user.pk})
    return made


@transaction.atomic
def free(*, by: User, assignment: Assignment, last: datetime.date | None = None) -> None:
    """End an assignment after a day (yesterday by default: from today on the post is vacant).

    Raises
    ------
    NotAllowed
        If ``by`` does not run the posts of that commune.
    """
    if not perms.may_assign(by, assignment.place):
        raise NotAllowed
    day = last or timezone.localdate() - datetime.timedelta(days=1)
    if day < assignment.first:
        ended = bool(Assignment.objects.filter(pk=assignment.pk).delete()[0])
    else:
        open_then = Q(last__isnull=True) | Q(last__gt=day)
        ended = bool(Assignment.objects.filter(open_then, pk=assignment.pk).update(last=day))
    if ended:
        notes.on_territory(by, assignment, "post.freed", "post", assignment.post, {"post": assignment.post})
