"""From markup to an archival, accessible PDF; knows no domain word and no database."""
