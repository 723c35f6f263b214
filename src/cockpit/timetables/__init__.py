"""Who is where and when: timetables computed, published and mended; stops, enrolments, reports of what was held."""
