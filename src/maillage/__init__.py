"""Maillage: measure who is left out of digital life, plan advisors and their rounds, publish it."""
