"""What answers add up to on each scale: complete, passes, stopped, weighted score, rank. Pure arithmetic."""
