"""Long computations of any subject: one row each, claimed, watched, taken up when their worker falls silent."""
