# make serve | test | site | check; each sets up what it needs in .venv
.DEFAULT_GOAL := help

# The first Python that is new enough; name another with `make PYTHON=python3.13 ...`
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# Material's notice of its end of life, answered in the README ("Why it is made this way")
export NO_MKDOCS_2_WARNING := 1

.PHONY: help serve site test check eval-links bench-links eval-search bench-search bench format messages schema lock clean

help: ## Show what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 16

serve: $(READY) ## Build and preview the archive at http://127.0.0.1:8000/, drafts included
	$(BIN)/mkdocs serve

site: $(READY) ## Write the archive to site/; any warning stops it
	$(BIN)/mkdocs build --strict

test: $(READY) ## Pass all tests
	$(BIN)/pytest

check: $(READY) ## Lint, formatting and types
	$(BIN)/ruff check plugins tests
	$(BIN)/ruff format --check plugins tests
	$(BIN)/mypy

eval-links: $(READY) ## Print how well returning cases are found, on the labelled archive
	$(BIN)/python tests/linking/evaluate.py

bench-links: $(READY) ## Print how long linking takes, and how it grows
	$(BIN)/python tests/benchmarks/links.py

eval-search: $(READY) ## Print how well the search answers, on the labelled archive
	$(BIN)/python tests/search/evaluate.py --probes

bench-search: $(READY) ## Print what the search costs in archives of 600, 6,000 and 20,000 cases
	$(BIN)/python tests/benchmarks/search.py

bench: $(READY) ## Print what building takes, beside plain MkDocs of as many pages
	$(BIN)/python tests/benchmarks/site.py

format: $(READY) ## Format the code
	$(BIN)/ruff check --fix-only plugins tests
	$(BIN)/ruff format plugins tests

SITE_CATALOGUES := plugins/mkdocs_meeting_archive/locale
COMMAND_CATALOGUES := plugins/meeting_archive/locale
CLICK_CATALOGUE := $(COMMAND_CATALOGUES)/click/nb/LC_MESSAGES/messages
messages: $(READY) ## Gather the messages of the interface and the command into their catalogues
	@mkdir -p .cache
	$(BIN)/pybabel -q extract --no-location --sort-output -F $(SITE_CATALOGUES)/babel.cfg -o .cache/site.pot plugins/mkdocs_meeting_archive
	$(BIN)/python -m mkdocs_meeting_archive.catalogues .cache/site.pot $(SITE_CATALOGUES)
	$(BIN)/pybabel -q extract --no-location --sort-output -o .cache/command.pot plugins/meeting_archive
	$(BIN)/python -m mkdocs_meeting_archive.catalogues .cache/command.pot $(COMMAND_CATALOGUES)
	$(BIN)/pybabel -q compile --input-file $(CLICK_CATALOGUE).po --output-file $(CLICK_CATALOGUE).mo --locale nb

schema: $(READY) ## Write the front matter's JSON Schema
	$(BIN)/python -m meeting_archive.records.schema > schemas/front-matter.schema.json

lock: $(READY) ## Choose dependencies anew (needs uv)
	uv pip compile pyproject.toml --all-extras --universal --generate-hashes --upgrade \
		--no-header --python-version 3.11 --output-file requirements.lock

clean: ## Remove all that is made
	rm -rf $(VENV) .cache .mypy_cache .pytest_cache .ruff_cache site

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo 'Møtearkiv needs Python 3.11 or newer, and found none. Install it, or name it: make PYTHON=/path/to/python3.11 ...' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo 'Møtearkiv needs Python 3.11 or newer; $(PYTHON) is older or cannot be run.' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo 'Python cannot make a virtual environment here. On Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
