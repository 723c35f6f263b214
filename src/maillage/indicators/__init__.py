"""Who is left out and where."""
