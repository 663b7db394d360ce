"""Personal data that must not be published: found in texts, told without being repeated."""
