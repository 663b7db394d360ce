"""From a paper as it was sent out to records: the text as it stands, the structure recognised."""
