"""What changes mentoring: pairs (pairs.py), their meetings and agreed actions (log.py)."""
