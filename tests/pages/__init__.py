"""Tests of the pages that a public service owes."""
