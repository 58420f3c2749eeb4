"""Support agreements: initial, from the plan, and variations; lines, signatures, differences. Charging lives above."""
