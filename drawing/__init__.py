"""What the server draws: icons, silhouettes, seat marks, curves and the map. Knows no domain."""
