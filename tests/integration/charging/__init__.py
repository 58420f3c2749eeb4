"""Tests of support days and money through the application."""
