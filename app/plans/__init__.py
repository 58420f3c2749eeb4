"""The change plan: goals and milestones, its review and baseline, progress and forecast. Days and money live above."""
