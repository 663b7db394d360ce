"""Norwegian, as the archive reads it: words, stems, spellings and compounds."""
