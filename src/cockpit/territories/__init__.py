"""What is known of each territory: the river's tables, read once per process, asked by level and code."""
