"""The commands of `meeting-archive`, each in a module of its own."""
