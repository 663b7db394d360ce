"""Writing into records for editors, without touching what they did not ask to have changed."""
