"""Who holds which seat and since when; from these dated facts come all rights."""
