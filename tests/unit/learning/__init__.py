"""Tests of training: content and arithmetic."""
