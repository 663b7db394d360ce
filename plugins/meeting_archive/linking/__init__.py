"""What connects to what, and on what evidence."""
