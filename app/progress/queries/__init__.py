"""Reads of the progress room, over several rooms below; each module has its first line."""
