"""Pages that cross everything, the national board and its saved views."""
