"""Changing what the room cases keeps; one verb each, no commit."""
