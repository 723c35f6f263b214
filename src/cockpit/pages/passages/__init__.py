"""Public pages of the timetable: who comes, where and when, for everyone; booking and following without account."""
