"""A finished appraisal as one frozen value, from which page, Word, PDF, Excel and CSV are made. Pure."""
