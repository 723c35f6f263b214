"""Plans as people handle them: asked for, computed in the background, edited, compared, shared, adopted."""
