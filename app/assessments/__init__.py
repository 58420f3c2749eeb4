"""Rounds, private scores, the workshop and the agreed result."""
