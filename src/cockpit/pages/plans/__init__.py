"""Pages of plans: asking, waiting, reading, editing, comparing, deciding."""
