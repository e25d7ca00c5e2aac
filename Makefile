# The one front door. Every target first builds what it needs.
# Needs: make and Python 3.11 or later (PYTHON=... names another than python3).

PYTHON ?= python3
BIN := .venv/bin
UV_LOCK := requirements/uv.txt
DEMO := $(if $(BELONG_HOME),$(BELONG_HOME)/)var/demo
PORT ?= 8000
PARALLEL := -n auto

export PYTHONUTF8 := 1
export UV_NO_CONFIG := 1

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-reset test test-fast test-postgres test-core check fix docs bench oracle audit lock assets browser postgres clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: .venv/.ok ## Build the environment in .venv from the lock

.venv/.ok: requirements/dev.txt $(UV_LOCK) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Belong needs Python 3.11 or later; name one with: make PYTHON=/path/to/python"; exit 2; }
	@echo "Setting up .venv (once; about a minute on a slow line)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(UV_LOCK)
	@$(BIN)/uv pip sync -q --python .venv --require-hashes --no-build --compile-bytecode requirements/dev.txt
	@$(BIN)/uv pip install -q --python .venv --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

demo: setup ## Show a made-up region's scorecard and serve it until Ctrl-C (DEMO_EXIT=1: stop once it answers)
	@$(BIN)/belong migrate --demo
	@$(BIN)/belong scorecard $(DEMO)/returns
	@$(BIN)/belong scorecard $(DEMO)/returns --format html --out $(DEMO)/scorecard.html
	@echo "The same scorecard as a page to open in a browser: $(DEMO)/scorecard.html"
	@$(BIN)/belong serve --demo --port $(PORT)

demo-reset: ## Forget the demo with all that was entered into it
	rm -rf $(DEMO) $(DEMO).sqlite3 $(DEMO).sqlite3-wal $(DEMO).sqlite3-shm

test: setup browser postgres test-core test-postgres ## Run every test, with coverage
	@$(BIN)/python -m tools.run_tests

test-fast: setup ## Run the tests that need no browser, no database and no patience
	@HYPOTHESIS_PROFILE=fast $(BIN)/pytest -q $(PARALLEL) -p no:playwright \
	  --ignore=tests/system -m "not slow and not postgres and not system"

test-postgres: setup postgres ## Run the tests of the web service on a PostgreSQL server of their own
	@$(BIN)/python -m tools.with_postgres pytest -q $(PARALLEL) --dist=loadgroup \
	  -p no:playwright tests/integration/web

test-core: setup ## Install the wheel without extras and try it
	@$(BIN)/python -m tools.test_core

check: setup ## Check everything that a tool can check; changes nothing
	@$(BIN)/python -m tools.check

fix: setup ## Format, and mend what a tool can mend
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

docs: setup ## Write the pages of docs/ that are made from the code
	@$(BIN)/python -m tools.generate_docs

bench: setup ## Measure, against a peer and this machine's own reading speed (QUICK=1: small)
	@$(BIN)/python -m tools.bench $(if $(QUICK),--quick)

oracle: setup ## Re-record the answers of the sector's validator, in an environment of its own
	@$(BIN)/python -m tools.oracle

audit: setup ## Ask a vulnerability service about every locked package (needs the internet)
	@$(BIN)/pip-audit --require-hashes --disable-pip -r requirements/dev.txt

lock: setup ## Resolve the locks again after a change of dependencies in pyproject.toml
	@sh tools/lock.sh

assets: ## Build the style sheet and scripts of the pages again (needs Node; what is built is tracked)
	@cd frontend && npm ci --silent --ignore-scripts && node build.mjs

browser: ## Make sure that a browser is there for the tests (BELONG_CHROMIUM names one)
	@sh tools/need_browser.sh

postgres: ## Make sure that PostgreSQL is there for the tests
	@sh tools/need_postgres.sh

clean: ## Remove everything that make has made
	rm -rf .venv .venv-* var build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis \
	  .import_linter_cache .coverage .coverage.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
