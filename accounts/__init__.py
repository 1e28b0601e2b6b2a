"""People who sign in: one account an e-mail address, whatever its capitals or spaces."""
