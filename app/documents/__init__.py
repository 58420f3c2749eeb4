"""Files that people take away: Word, PDF, Excel, CSV. Knows no room."""
