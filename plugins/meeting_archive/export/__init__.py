"""What others can re-use."""
