"""Errors a user can cause, each with a stable code, the offending value and the next step.

::

    MaillageError(Exception)
    ├── UnknownTerritory(LookupError)     no such place
    ├── AmbiguousTerritory(LookupError)   several places share the name
    ├── InvalidOption(ValueError)         a number or choice that makes no sense
    ├── MalformedFile(ValueError)         row, column and value are named
    ├── Infeasible(ValueError)            constraints that contradict each other, and by how much
    ├── MissingData(OSError)              a data file that is not installed
    └── CannotWrite(OSError)              disk full, no permission

The text is looked up in :mod:`maillage.vocabulary.messages` when it is shown, so one error reads in either language.
"""

import errno

from maillage.vocabulary.messages import MESSAGES, say


class MaillageError(Exception):
    """Base of every error a user can cause.

    Parameters
    ----------
    code
        Key of the message in :data:`maillage.vocabulary.messages.MESSAGES`.
    values
        What the message's placeholders show.
    """

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        return say(self.code, **self.values)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.code, self.values))


class SystemReason(str):
    """Why the system refused: its own words for machines, the current language's where it is shown."""

    code: str

    @classmethod
    def of(cls, error: OSError) -> "SystemReason":
        """Reason of an error of the system."""
        found = cls(error.strerror or error)
        unnamed = type(error).__name__ == "gaierror"  # known by name: the network's library stays out of this room
        name = "server" if unnamed else errno.errorcode.get(error.errno or 0, "")
        found.code = f"system.{name}"
        return found

    def __str__(self) -> str:
        return say(self.code) if self.code in MESSAGES else super().__str__()

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)


def stopped_by_user(error: BaseException | None) -> bool:
    """Whether Ctrl-C is behind an error: compiled code turns it into a SystemError of its own."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False


def _rebuild(kind: type[MaillageError], code: str, values: dict[str, object]) -> MaillageError:
    """Unpickle an error that crossed a process boundary."""
    return kind(code, **values)


class UnknownTerritory(MaillageError, LookupError):
    """No territory has this code or name."""


class AmbiguousTerritory(MaillageError, LookupError):
    """Several territories share this name."""


class InvalidOption(MaillageError, ValueError):
    """An option's value makes no sense."""


class MalformedFile(MaillageError, ValueError):
    """A file's row, column or value cannot be read."""


class Infeasible(MaillageError, ValueError):
    """Constraints contradict each other."""


class MissingData(MaillageError, OSError):
    """A data file is not installed or cannot be read."""


class CannotWrite(MaillageError, OSError):
    """A result could not be written."""
