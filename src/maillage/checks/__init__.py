"""Any table a user brings, against a published schema: every finding, in words, with what to write instead."""

from maillage.checks.check import check_file
from maillage.checks.corrected import write_corrected
from maillage.checks.limits import Limits
from maillage.checks.report import Report
from maillage.checks.schema import SHIPPED, Field, Schema

__all__ = ["SHIPPED", "Field", "Limits", "Report", "Schema", "check_file", "write_corrected"]
