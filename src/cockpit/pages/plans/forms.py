"""What people fill in about plans."""

from typing import Any

from django import forms

from cockpit.plans.models import Plan
from cockpit.plans.naming import commune_in
from cockpit.wording import both
from maillage.flow.options import MOST_ADVISORS, PlanOptions
from maillage.vocabulary.edits import ADD_POST, FORBID, KINDS, MOST_HALF_DAYS, MOVE, PIN, Edit
from maillage.vocabulary.errors import MaillageError

SHARES = [
    ("", both("le plus possible, sans dépasser la moitié des demi-journées", "as much as half of the half-days allow")),
    ("1", both("toutes les communes", "every commune")),
    ("0.9", both("90 % des personnes de chaque EPCI", "90% of the people of each EPCI")),
    ("0.8", both("80 % des personnes de chaque EPCI", "80% of the people of each EPCI")),
    ("0", both("aucune exigence", "no requirement")),
]
FLOORS = [
    ("", both("80 % de sa part, si les postes le permettent", "80% of its share, if the posts allow it")),
    ("0.9", "90 %"),
    ("0.8", "80 %"),
    ("0.5", "50 %"),
    ("0", both("aucun", "none")),
]
KIND_NAMES = {
    MOVE: both("Déplacer des demi-journées", "Move half-days"),
    PIN: both("Imposer un lieu", "Pin a place"),
    FORBID: both("Interdire un lieu", "Forbid a place"),
    ADD_POST: both("Ajouter un poste", "Add a post"),
}


class NameForm(forms.Form):
    """A plan's name."""

    name = forms.CharField(max_length=120, label=both("Nom du plan", "Name of the plan"))


class PlanForm(NameForm):
    """What a plan is asked to be."""

    advisors = forms.IntegerField(
        min_value=1,
        max_value=MOST_ADVISORS,
        label=both("Postes de conseillers", "Advisor posts"),
        help_text=both("Chacun tient 18 demi-journées par quinzaine.", "Each holds 18 half-days per fortnight."),
    )
    reach = forms.IntegerField(
        min_value=3,
        max_value=180,
        label=both("Un lieu visité à moins de… minutes", "A visited place within… minutes"),
        help_text=both("Pour les habitants, en voiture.", "For inhabitants, by car."),
    )
    reach_share = forms.ChoiceField(choices=SHARES, required=False, label=both("… pour qui ?", "… for whom?"))
    drive = forms.IntegerField(
        min_value=3,
        max_value=180,
        label=both("Plus long trajet d'un conseiller, minutes", "Longest drive of an advisor, minutes"),
    )
    floor = forms.ChoiceField(
        choices=FLOORS,
        required=False,
        label=both("Plancher par département", "Floor for each département"),
        help_text=both("Part de ses demi-journées proportionnelles au besoin que chaque département garde au moins.",
                       "Share of its half-days in proportion to need that each département keeps at least."),
    )  # fmt: skip
    floor_epci = forms.ChoiceField(
        choices=[("0", both("aucun", "none")), ("0.3", "30 %"), ("0.5", "50 %"), ("0.8", "80 %")],
        required=False,
        label=both("Plancher par EPCI", "Floor for each EPCI"),
    )

    def clean(self) -> dict[str, Any]:
        """Check that the choices go together."""
        found = super().clean() or {}
        if not self.errors:
            try:
                found["options"] = self._options(found)
            except MaillageError as error:
                raise forms.ValidationError(str(error)) from error
        return found

    def _options(self, found: dict[str, Any]) -> PlanOptions:
        def share(name: str) -> float | None:
            return float(found[name]) if found[name] else None

        return PlanOptions(
            advisors=found["advisors"],
            reach=float(found["reach"]),
            drive=float(found["drive"]),
            floor=share("floor"),
            floor_epci=share("floor_epci") or 0.0,
            reach_share=share("reach_share"),
        )


class ChangeForm(forms.Form):
    """One change by hand; communes are given by name or code."""

    commune = forms.CharField(
        max_length=90,
        label=both("Commune", "Commune"),
        widget=forms.TextInput(attrs={"list": "communes", "autocomplete": "off"}),
    )
    to = forms.CharField(
        max_length=90,
        label=both("Vers la commune", "To the commune"),
        widget=forms.TextInput(attrs={"list": "communes", "autocomplete": "off"}),
    )
    count = forms.IntegerField(min_value=1, max_value=MOST_HALF_DAYS, initial=1)

    def __init__(self, draft: Plan, kind: str, data: Any = None) -> None:
        super().__init__(data, prefix=kind, auto_id="%s")
        self.draft, self.kind = draft, kind
        if kind != MOVE:
            del self.fields["to"]
        if kind == FORBID:
            del self.fields["count"]
        else:
            self.fields["count"].label = (
                both("Postes", "Posts")
                if kind == ADD_POST
                else both("Demi-journées par quinzaine", "Half-days per fortnight")
            )

    @property
    def title(self) -> str:
        """What it does."""
        return KIND_NAMES[self.kind]

    def clean_commune(self) -> str:
        """Code of the commune."""
        return self._code("commune")

    def clean_to(self) -> str:
        """Code of the other commune."""
        return self._code("to")

    def _code(self, field: str) -> str:
        try:
            return commune_in(self.draft, self.cleaned_data[field])
        except MaillageError as error:
            raise forms.ValidationError(str(error)) from error

    @property
    def edit(self) -> Edit:
        """The change, once valid."""
        found = self.cleaned_data
        return Edit(self.kind, found["commune"], found.get("count", 1), found.get("to", ""))


def change_forms(draft: Plan, data: Any = None) -> list[ChangeForm]:
    """A form for each kind of change; the one that was sent keeps what it was given."""
    sent = data.get("kind") if data else None
    return [ChangeForm(draft, kind, data if kind == sent else None) for kind in KINDS]


class AdoptForm(forms.Form):
    """From when a plan holds."""

    starts_on = forms.DateField(
        label=both("À partir du", "From"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
