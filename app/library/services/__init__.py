"""Changing what the room library keeps; one verb each, no commit."""
