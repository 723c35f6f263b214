"""Advisors' bases and each one's two-week round."""
