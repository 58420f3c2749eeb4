"""Tests of training on real databases."""
