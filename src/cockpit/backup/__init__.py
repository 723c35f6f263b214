"""The whole site in one archive, and back, from one database engine to the other."""

from cockpit.backup.restoring import restore
from cockpit.backup.saving import backup

__all__ = ["backup", "restore"]
