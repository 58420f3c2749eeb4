"""Tests of the training content: does what lies in training/ hold what its README promises?"""
