"""Results out: files written whole or not at all, tables, the report."""
