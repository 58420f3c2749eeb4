"""Files that people take away: CSV so far. Knows no room."""
