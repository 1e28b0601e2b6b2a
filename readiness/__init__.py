"""Readiness and the five conditions: rated alone, talked over together, decided in words."""
