"""Engagements between a lead and a partner authority, their people, and the scoping. Rounds and plans live in rooms above."""
