"""The map: tiles, what colours them, places of the adopted plan, the same as pictures and tables."""
