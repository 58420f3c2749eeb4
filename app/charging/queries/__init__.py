"""Queries of support days and money; each module has its first line."""
