"""Reading records: one Markdown file each, two voices in it."""
