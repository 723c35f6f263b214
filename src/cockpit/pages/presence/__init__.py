"""Pages that say what the stops published bring: help within reach and when, what each commune pays of it."""
