# Everything needs only Python >= 3.11 and make. `make run` opens the app, `make test` runs the whole suite.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test lint bench programs reference lock clean

run: $(VENV)/run.stamp
	$(BIN)/seamark serve

test: $(VENV)/dev.stamp programs
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadgroup $(PYTEST_ARGS)

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/dev.stamp programs
	$(BIN)/python -m bench

# Brings what only tests need (a browser, an office, readers of PDF), or says loudly what there is not.
programs: $(VENV)/dev.stamp
	$(BIN)/python scripts/bring_programs.py

# Rebuilds every table under geodata/reference from its published source (needs npm and PyPI).
reference: $(VENV)/dev.stamp
	$(BIN)/python scripts/fetch_sources.py build/sources
	$(BIN)/python -m geodata.reference.build build/sources

# Resolves the dependencies anew for every platform and Python from 3.11 on; hashes, no index addresses.
lock:
	$(PYTHON) -m pip install --quiet uv
	$(PYTHON) scripts/lock.py

clean:
	rm -rf $(VENV) build

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Seamark needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@
