"""The site: a thin MkDocs plugin around the core, with its pages, templates and style."""
