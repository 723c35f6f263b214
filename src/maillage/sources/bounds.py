"""Units of the bounds put on files."""

MIB = 1 << 20
