"""New records, for editors to fill in: a notice, its minutes, an agreement, a program."""
