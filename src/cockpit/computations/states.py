"""States that every computation goes through; each subject adds its own. This module knows no database."""

from typing import Final

WAITING: Final = "waiting"
RUNNING: Final = "running"
FAILED: Final = "failed"
CANCELLED: Final = "cancelled"
