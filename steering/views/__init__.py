"""Pages of the national steering committee."""
