"""Where the search page and its files are."""

ADDRESS = "sok/"
FILES = "assets/meeting-archive/search/"
"""Where the search's scripts, style and index are published."""
INDEX = f"{FILES}index/"
MODULES = ("page.js", "address.js", "words.js", "elements.js", "hits.js", "filters.js", "notes.js")
"""The page's own scripts, fetched together instead of one after the other."""
ENGINE = (
    *("engine.js", "begin.js", "archive.js", "finding.js", "lookup.js", "typing.js", "store.js"),
    *("question.js", "norwegian.js", "snowball.js", "excerpt.js"),
)
"""The scripts that answer; fetched ahead from every page's search box."""
