"""Values that come in files: read, told apart by columns, judged row by row; nothing is written here."""
