"""The national steering committee: its meetings, what it decides, and what is said at review."""
