"""Official data into the portal: read a file, compare with what is known, write only what differs."""
