"""Tests of the house itself: documents, shapes, access."""
