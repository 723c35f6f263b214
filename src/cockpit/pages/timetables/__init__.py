"""Pages of timetables: asked for, looked at by week and by place, published, mended; rules of the calendar; posts."""
