# Every task of the project; `make help` lists them.
# One virtual environment serves all of them. A stamp inside it says what is installed, so that
# nothing is installed twice until pyproject.toml or constraints.txt changes.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.installed
DEVELOPMENT := $(VENV)/.installed-dev
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest
WORKERS ?= 2
UPGRADE ?=
FRONT_END := $(BIN)/python tools/front_end.py

.DEFAULT_GOAL := help
.PHONY: help setup browser demo frontend test lint format format-check types imports docs reference check \
	lock bench mutations kills clean

help: ## List every target with one line.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  %-14s %s\n", $$1, $$2 }'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Plantshare needs Python 3.11 or later: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(RUNTIME): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Plantshare into $(VENV) ..."
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

$(DEVELOPMENT): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing Plantshare and its development tools into $(VENV) ..."
	@$(PIP) install --constraint constraints.txt --editable ".[dev]" $$($(FRONT_END) needs)
	@touch $@ $(RUNTIME)

setup: $(DEVELOPMENT) ## Make the virtual environment with everything a developer needs.

browser: ## Install what tests open pages and documents with (Chromium, Poppler), on Debian and its kin.
	@{ command -v chromium && command -v pdftotext; } >/dev/null || \
		{ apt-get update --quiet && apt-get install --quiet --yes chromium poppler-utils; }

demo: $(RUNTIME) ## Install what is needed, plan the United Kingdom 2026 study and print the answer.
	@$(BIN)/plantshare demo

frontend: $(DEVELOPMENT) ## Build the report page when a source of it changed.
	$(FRONT_END) build

test: $(DEVELOPMENT) frontend ## Run every test, doctest and documentation example.
	$(FRONT_END) run test
	$(PYTEST) -n $(WORKERS) --dist loadgroup

lint: $(DEVELOPMENT) ## Look for mistakes in the code.
	$(BIN)/ruff check .

format: $(DEVELOPMENT) ## Bring the code into its one format.
	$(BIN)/ruff format .
	$(FRONT_END) run format

format-check: $(DEVELOPMENT) ## Say whether the code is in its one format.
	$(BIN)/ruff format --check .
	$(FRONT_END) run format-check

types: $(DEVELOPMENT) ## Check every type.
	$(BIN)/mypy
	$(FRONT_END) run types

imports: $(DEVELOPMENT) ## Check that imports keep to the layers.
	$(BIN)/lint-imports

reference: $(DEVELOPMENT) ## Write the reference pages anew from the code.
	$(BIN)/python tools/write_reference.py

docs: $(DEVELOPMENT) ## Draw the charts and build the documentation into site/.
	$(BIN)/python tools/draw_charts.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

check: format-check lint types imports test docs ## Run everything that must pass before a push.

lock: $(BIN)/python ## Write constraints.txt from pyproject.toml; UPGRADE=--upgrade moves every pin.
	@$(PIP) install uv
	$(BIN)/uv pip compile --quiet --universal --all-extras --python-version 3.11 --no-annotate \
		$(UPGRADE) --custom-compile-command "make lock" pyproject.toml --output-file constraints.txt

bench: $(DEVELOPMENT) ## Time building and solving beside other ways (a few minutes).
	$(BIN)/python -m benchmarks

mutations: $(DEVELOPMENT) ## Damage 2,000 study folders and workbooks and expect a clean fault list each time.
	PLANTSHARE_MUTATIONS=2000 $(PYTEST) tests/tables/test_mutations.py

kills: $(DEVELOPMENT) ## Kill a solve at 50 random moments and expect no half-written run.
	PLANTSHARE_KILLS=50 $(PYTEST) tests/cli/test_kill.py

clean: ## Remove the virtual environment and everything that was built.
	rm -rf $(VENV) build dist site frontend/node_modules src/plantshare/report/page
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
