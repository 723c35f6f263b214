"""How someone may be reached: an e-mail address, or a telephone number of France, overseas ones too."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from cockpit.errors import Refused
from cockpit.wording import both

REGIONS = ("FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "NC", "PF", "WF")
"""A national number is read in these, the first that takes it wins: ``FR`` alone refuses overseas numbers."""


def read(text: str) -> str:
    """A contact as it is kept: the address in small letters, or the number as ``+33612345678``.

    Raises
    ------
    Refused
        If it is neither.
    """
    given = text.strip()
    if "@" in given:
        try:
            validate_email(given)
        except ValidationError:
            raise _refused(given) from None
        return given.lower()
    for region in REGIONS:
        try:
            number = phonenumbers.parse(given, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    raise _refused(given)


def is_email(contact: str) -> bool:
    """Whether a kept contact is an e-mail address."""
    return "@" in contact


def shown(contact: str) -> str:
    """A kept contact as people read it: ``06 12 34 56 78`` rather than ``+33612345678``."""
    if not contact or is_email(contact):
        return contact
    number = phonenumbers.parse(contact)
    national = phonenumbers.region_code_for_number(number) in REGIONS
    form = phonenumbers.PhoneNumberFormat.NATIONAL if national else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)


def _refused(given: str) -> Refused:
    return Refused(
        both(
            f"« {given} » n'est ni une adresse électronique ni un numéro de téléphone : écrivez par exemple "
            "06 12 34 56 78.",
            f"“{given}” is neither an e-mail address nor a telephone number: write for example 06 12 34 56 78.",
        )
    )
