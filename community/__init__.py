"""The community of practice: forums where the people of all sites ask, answer and tell."""
