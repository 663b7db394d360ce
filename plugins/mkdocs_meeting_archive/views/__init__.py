"""From the archive to what each page shows: plain frozen data, no HTML but converted text."""
