"""The period asked for: some weeks from a Monday."""

import datetime
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils import timezone

from cockpit.wording import both

WEEKS = 8
MOST_WEEKS = 52


class PeriodForm(forms.Form):
    """First day and number of weeks."""

    first = forms.DateField(
        label=both("À partir du", "From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    weeks = forms.IntegerField(
        label=both("Nombre de semaines", "Number of weeks"), required=False, min_value=1, max_value=MOST_WEEKS
    )


@dataclass(frozen=True)
class Period:
    """Days, both included, and the form that asked for them."""

    first: datetime.date
    weeks: int
    form: PeriodForm

    @property
    def last(self) -> datetime.date:
        """The last day."""
        return self.first + datetime.timedelta(7 * self.weeks - 1)

    def told(self, stops: tuple[datetime.date, datetime.date] | None) -> "Period":
        """The same without the weeks before the first stop known and after the last: nothing is published of them."""
        if stops is None:
            return self
        before = max((stops[0] - self.first).days // 7, 0)
        after = max((self.last - stops[1]).days // 7, 0)
        if before + after >= self.weeks:
            return self
        return Period(self.first + datetime.timedelta(7 * before), self.weeks - before - after, self.form)


def asked(data: QueryDict) -> Period:
    """The period of an address: this week and the seven next ones unless it says otherwise."""
    today = timezone.localdate()
    usual = {"first": today - datetime.timedelta(today.weekday()), "weeks": WEEKS}
    form = PeriodForm(usual | {name: data[name] for name in ("first", "weeks") if data.get(name)})
    known = form.cleaned_data if form.is_valid() else usual
    first, weeks = known.get("first") or usual["first"], known.get("weeks") or WEEKS
    return Period(first, weeks, form)  # type: ignore[arg-type]
