"""Plays the demonstration through the rooms' own services, each step at its moment. What happens: content.py."""

from app.demo.playing.load import Outcome, load_demo

__all__ = ["Outcome", "load_demo"]
