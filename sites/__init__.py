"""Where QIC happens: official places of France, priority neighbourhoods, and the sites themselves."""
