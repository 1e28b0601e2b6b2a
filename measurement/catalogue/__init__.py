"""The catalogue of indicators: told in words, compared version by version, carried in files."""
