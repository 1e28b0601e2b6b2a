"""What happened: one entry an action, in the same transaction, never changed afterwards."""
