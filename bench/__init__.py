"""Benchmarks: two things in one run, and their ratio; never an absolute time of a page."""
