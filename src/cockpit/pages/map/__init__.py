"""The map's pages: the drawn map and the same figures as a table, with everything they are drawn from."""
