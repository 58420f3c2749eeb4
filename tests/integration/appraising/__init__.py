"""Tools in use, by the pages that people use."""
