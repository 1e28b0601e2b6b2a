"""Common measurement: indicators, values that are never overwritten, targets, and their honest reading."""
