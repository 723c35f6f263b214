"""The nouns, units, messages and errors every room shares; knows no other room."""
