"""What people do with a plan, one module for each part; all of them go through moves.py."""
