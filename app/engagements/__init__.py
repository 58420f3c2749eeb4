"""Engagements of a lead and a partner authority, their people, the scoping. Rounds and plans live in rooms above."""
