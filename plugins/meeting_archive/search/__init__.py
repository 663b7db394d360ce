"""Search: what can be found, and the index that a browser finds it with."""
