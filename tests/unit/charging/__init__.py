"""Tests of support days and money: the arithmetic."""
