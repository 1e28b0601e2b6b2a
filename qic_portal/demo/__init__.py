"""The demonstration set: real sites and public figures, invented people and sentences."""
