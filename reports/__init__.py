"""Site reports: dated, immutable editions of a site's figures, on paper and for download."""
