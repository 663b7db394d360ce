"""What the editors are told of the archive, beyond what reading it tells."""
