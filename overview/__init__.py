"""The site seen as a whole: its figures, composed once for page and paper alike."""
