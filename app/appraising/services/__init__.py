"""Changing what the room appraising keeps; one verb each, no commit."""
