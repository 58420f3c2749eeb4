"""Tests of service cases, through the application."""
