# Sanqi. `make` lists what there is; `make run` is where to begin.
# Works with GNU make 3.81 and newer; the steps are small scripts in deploy/setup/.

SHELL := bash
PY := .venv/bin/python
PORT ?= 8000
export PYTHONUNBUFFERED := 1
# A cut-down environment (env -i, CI) has no locale: texts are UTF-8 all the same.
export PYTHONUTF8 := 1
MAKEFLAGS += --no-print-directory
CODE := platform tests migrations bench deploy

.DEFAULT_GOAL := help
.PHONY: help setup run test lint types contracts rules lock messages bench shots clean

help: ## this list
	@echo 'Sanqi: make TARGET'
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -e 's/:.*## /	/' | while IFS='	' read -r name text; do printf '  %-12s %s\n' "$$name" "$$text"; done

setup: ## install and build everything (again only what changed)
	@bash deploy/setup/python.sh
	@bash deploy/setup/pages.sh

run: setup ## start Sanqi with a demo network on http://127.0.0.1:8000 (another: make run PORT=8001); Ctrl-C ends it
	@exec .venv/bin/sanqi up --demo --port $(PORT)

test: setup lint types contracts ## set up, then everything below, then all tests, browser tests included
	@bash deploy/setup/test.sh $(ARGS)

lint: setup ## style of the Python code
	@echo '== Checking style (ruff)' >&2
	@$(PY) -m ruff check --quiet $(CODE)
	@$(PY) -m ruff format --check --quiet $(CODE) || { echo "!! Not formatted: run '.venv/bin/ruff format $(CODE)'" >&2; exit 1; }

types: setup ## types (mypy, strict)
	@echo '== Checking types (mypy)' >&2
	@$(PY) -m mypy

contracts: setup ## imports go one way: assembly > frontend > dealer > oem > tenants > backbone
	@echo '== Checking import contracts' >&2
	@.venv/bin/lint-imports

rules: setup ## which test proves which rule of the business, and what is not proven yet
	@$(PY) deploy/rules.py

messages: setup ## bring the translation catalogs in step with the texts in the code
	@$(PY) -m frontend.catalogs update

bench: setup ## measure what targets are about, each beside its limit (an hour; one only: make bench ONLY=p4 ARGS='--pairs 3')
	@for each in bench/$(or $(ONLY),p)[0-9_]*.py; do $(PY) -m bench.$$(basename $$each .py) $(ARGS) || exit 1; done

shots: setup ## a picture of every page of every demo account in shots/ (ARGS='--language en', ARGS='--url http://127.0.0.1:8000')
	@$(PY) -m deploy.shots $(ARGS)

lock: ## resolve the Python packages again and write both locks (needs uv)
	@command -v uv >/dev/null || { echo '!! make lock needs uv: pip install uv' >&2; exit 1; }
	uv pip compile $(LOCK) --output-file requirements.lock pyproject.toml
	uv pip compile $(LOCK) --extra local --extra test --output-file requirements-dev.lock pyproject.toml

LOCK := --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links \
	--no-header --no-annotate

clean: ## remove what was installed and built (not var/, where the data lie)
	rm -rf .venv node_modules build platform/frontend/static/build platform/sanqi.egg-info
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find platform tests migrations -name __pycache__ -type d -prune -exec rm -rf {} +
