"""Reading rounds (rounds.py), one's own scores (own.py), unnamed ones (unnamed.py), agreed ones (agreed.py)."""
