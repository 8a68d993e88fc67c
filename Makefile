# make demo    read the reports under demo/ into a record, show it, and ask it
# make test    style, types and tests
# make lint    style and types
# make bench   words per second of the pipeline beside the bare encoder; questions and exports of a million events
# make train   train the language model again (needs torch, and patience)

# The first Python that the package supports; another one: make test PYTHON=…
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin

.PHONY: demo test lint bench train
.DEFAULT_GOAL := test

demo: .venv/.installed
	$(BIN)/dragoman read --no-keep demo/*.md
	@mkdir -p build
	$(BIN)/dragoman read demo --db build/demo.duckdb
	$(BIN)/dragoman events --between JPN KHM --limit 5 --db build/demo.duckdb
	$(BIN)/dragoman claims --type mediator --db build/demo.duckdb

test: lint
	$(BIN)/python -m pytest

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: .venv/.installed
	$(BIN)/python benchmarks/throughput.py
	$(BIN)/python benchmarks/record.py

train: .venv/.installed-train
	$(BIN)/python -m dragoman.training

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "dragoman needs Python 3.11, 3.12 or 3.13; none was found"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/.installed-%: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable ".[$*]"
	@touch $@ .venv/.installed
