# Needs: Python 3.11 or newer with its venv module, make, a package registry. `make help` says what there is.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
PORT ?= 8000
# `make search`: elasticsearch or opensearch, how many nodes, the port of the first
ENGINE ?= elasticsearch
NODES ?= 1
SEARCH_PORT ?= 9200
# How many tests run at once
JOBS ?= 2
# `make test TESTS=tests/search` runs a part
TESTS ?=

VENV := .venv
PY := $(VENV)/bin/python
RUNTIME := $(VENV)/.requirements
DEV := $(VENV)/.requirements-dev
LOGS := var/tests
PACKAGES := portal search network resources home

export PORT
export PYTHONUNBUFFERED := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo run search test test-cluster lint bench services messages lock

help: ## what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "  PORT=8123 changes the port of demo and run; TESTS=tests/search narrows test."

demo: $(RUNTIME) ## the portal with its demo content, on http://127.0.0.1:8000, until Ctrl-C
	@DJANGO_SETTINGS_MODULE=portal.settings.demo exec $(PY) manage.py demo --port "$(PORT)"

run: $(RUNTIME) ## the server and a worker alone, with your settings (portal.settings.dev by default)
	@exec $(PY) manage.py serve --port "$(PORT)"

search: $(DEV) ## a real Elasticsearch and the SEARCH_URL to use it, until Ctrl-C (NODES=3; ENGINE=opensearch; needs Maven)
	@exec $(PY) -m tests.services.$(ENGINE) --nodes "$(NODES)" --port "$(SEARCH_PORT)"

test: services $(DEV) ## every check: lint, types, layers, migrations, translations, tests on SQLite and PostgreSQL
	@PYTHON="$(PY)" MAKE="$(MAKE)" JOBS="$(JOBS)" TESTS="$(TESTS)" LOGS="$(LOGS)" exec bash tests/run

test-cluster: services $(DEV) ## the search tests that kill nodes of a cluster of three, too long for `make test`
	@exec $(PY) -m pytest -m cluster $(TESTS)

lint: $(DEV) ## static checks: ruff, mypy, layers, templates
	@status=0; check() { echo "== $$1"; shift; "$$@" || status=1; }; \
	check "ruff" $(PY) -m ruff check --output-format concise .; \
	check "format" $(PY) -m ruff format --check --output-format concise .; \
	check "layers" $(VENV)/bin/lint-imports --no-cache --no-logo; \
	check "templates" $(PY) -m djlint --quiet --lint $(PACKAGES); \
	check "types" $(PY) -m mypy; \
	exit $$status

bench: $(DEV) ## the benchmark table: queries, milliseconds, weight, memory
	@exec $(PY) -m tests.bench

messages: $(DEV) ## bring the .po files up to date with the code, and compile them (needs gettext)
	@for app in $(PACKAGES); do (cd $$app && mkdir -p locale && ../$(PY) ../manage.py makemessages --locale fr --no-wrap --no-obsolete); done
	@$(PY) manage.py compilemessages --locale fr --ignore .venv

lock: $(DEV) ## pin again what requirements.in and requirements-dev.in ask for
	@$(PY) -m pip install --quiet uv
	@for name in requirements requirements-dev; do \
		$(PY) -m uv pip compile $$name.in -o $$name.txt --universal --python-version 3.11 --generate-hashes \
			--no-header --no-emit-index-url --no-emit-find-links --quiet; \
	done

services: # what the tests need from Debian, installed only where it is missing and may be
	@bash tests/services/debian.sh

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements.txt | $(PY)
	@echo "Installing the portal's packages into $(VENV) ..."
	@$(PY) -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	@echo "Installing the packages of the tests into $(VENV) ..."
	@$(PY) -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@
