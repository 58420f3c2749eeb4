# Everything that is done with the project. `make run` and `make test` set up what they need on a fresh machine.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check bench lock assets setup setup-dev chromium libreoffice clean help
.DEFAULT_GOAL := help

help: ## say what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1	/'

run: setup ## set up and start the demonstration on http://127.0.0.1:8000 (PORT changes it)
	@bin/run

test: setup-dev chromium libreoffice ## set up and run every test, on SQLite and on PostgreSQL
	@bin/test

check: setup-dev ## style, types, import contracts, templates, questionnaires, training
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint --quiet --lint app
	$(BIN)/python -m app.instruments
	$(BIN)/python -m app.tools
	$(BIN)/python -m app.learning

bench: setup-dev ## measure the main pages as ratios to bare Flask, beside their goals
	$(BIN)/python -m tests.bench

setup: var/.installed-run var/assets/site.css

setup-dev: var/.installed-dev var/assets/site.css

assets: ## build the browser assets again
	rm -f var/assets/site.css
	$(MAKE) var/assets/site.css

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=…"; exit 1; }
	$(PYTHON) -m venv $(VENV)

var/.installed-run: $(BIN)/python requirements/run.txt
	@mkdir -p var
	@[ -e var/.installed-dev ] && [ var/.installed-dev -nt requirements/run.txt ] || $(BIN)/pip install --quiet --require-hashes -r requirements/run.txt
	@touch $@

var/.installed-dev: $(BIN)/python requirements/dev.txt
	@mkdir -p var
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/.package-lock.json: package.json package-lock.json
	@command -v npm >/dev/null || { echo "npm is needed to install the design system (Node.js 18 or newer)"; exit 1; }
	npm ci --no-fund --no-audit --loglevel=error
	@touch $@

var/assets/site.css: node_modules/.package-lock.json $(wildcard app/web/assets/*)
	@mkdir -p var/assets
	npm run --silent build
	@touch $@

chromium: ## install the browser that the tests drive, where it is missing
	@bin/chromium

libreoffice: ## install the office suite that the tests open documents with, where it is missing
	@bin/libreoffice

lock: setup-dev ## pin the newest allowed versions with their hashes, naming no index
	@bin/lock

clean: ## remove everything that was installed or made
	rm -rf $(VENV) node_modules var
