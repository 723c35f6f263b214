"""The river on one page."""
